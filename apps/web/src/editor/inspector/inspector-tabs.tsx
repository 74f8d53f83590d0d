import { Tabs } from '@mantine/core';
import type { PatternNode } from '@patchbay/contracts';
import { useState } from 'react';
import { NodeInput } from '../data/node-input.js';
import { NodeOutput } from '../data/node-output.js';
import { useEditor } from '../editor-context.js';
import { NodeParameters } from './node-parameters.js';
import { NodeSettingsForm } from './node-settings.js';

interface InspectorTabsProps {
  node: PatternNode;
  /** Whether input and output have room beside each other. */
  isWide: boolean;
}

const names = {
  parameters: 'Parameters',
  input: 'Input',
  output: 'Output',
  data: 'Input and output',
  settings: 'Settings',
};
type Tab = keyof typeof names;

/** The parts of the open node. The tab stays when another node is opened. */
export function InspectorTabs({ node, isWide }: InspectorTabsProps) {
  const [tab, setTab] = useState<Tab>('parameters');
  const { sought } = useEditor();
  if (sought !== undefined && tab !== 'parameters') setTab('parameters');
  const tabs: Tab[] = isWide
    ? ['parameters', 'data', 'settings']
    : ['parameters', 'input', 'output', 'settings'];
  return (
    <Tabs
      value={shownOf(tab, isWide)}
      onChange={(next) => setTab(next as Tab)}
      keepMounted={false}
      className="inspector-tabs"
    >
      <Tabs.List>
        {tabs.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {names[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="parameters">
        <NodeParameters key={node.id} node={node} />
      </Tabs.Panel>
      <Tabs.Panel value="input">
        <NodeInput key={node.id} node={node} />
      </Tabs.Panel>
      <Tabs.Panel value="output">
        <NodeOutput key={node.id} node={node} />
      </Tabs.Panel>
      <Tabs.Panel value="data" className="inspector-data">
        <section aria-label="Input">
          <h3 className="field-label">Input</h3>
          <NodeInput key={node.id} node={node} />
        </section>
        <section aria-label="Output">
          <h3 className="field-label">Output</h3>
          <NodeOutput key={node.id} node={node} />
        </section>
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <NodeSettingsForm key={node.id} node={node} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Widening and narrowing keeps what one looks at. */
function shownOf(tab: Tab, isWide: boolean): Tab {
  if (isWide) return tab === 'input' || tab === 'output' ? 'data' : tab;
  return tab === 'data' ? 'output' : tab;
}
