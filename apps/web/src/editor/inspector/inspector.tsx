import { ActionIcon, Tabs, TextInput } from '@mantine/core';
import type { PatternNode } from '@patchbay/contracts';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { PluginIcon } from '../../ui/plugin-icon.js';
import { useEditor } from '../editor-context.js';
import { nodeOf } from '../model/graph.js';
import { renameNode } from '../model/rename.js';
import { NodeInput } from '../data/node-input.js';
import { NodeOutput } from '../data/node-output.js';
import { NodeActions, type RunNode } from './node-actions.js';
import { NodeParameters } from './node-parameters.js';
import { NodeSettingsForm } from './node-settings.js';
import { ResizeBar } from './resize-bar.js';
import { useWidth } from './use-width.js';

/** The open node: its parameters, connections and settings, and what went in and came out. */
export function Inspector({ onRun }: { onRun: RunNode }) {
  const { graph, openId, open } = useEditor();
  const [width, setWidth] = useWidth();
  const node = nodeOf(graph, openId);
  if (node === undefined) return null;
  return (
    <aside
      className="inspector"
      aria-label={`Node ${node.name}`}
      style={{ '--inspector-width': `${width}px` } as object}
      onKeyDown={(event) => {
        // What floats above, such as a drawer, closes by itself.
        const isInside = event.currentTarget.contains(event.target as Node);
        if (event.key === 'Escape' && isInside && !event.defaultPrevented) open(undefined);
      }}
    >
      <ResizeBar width={width} onWidth={setWidth} />
      <InspectorHead key={node.id} node={node} />
      <NodeActions node={node} onRun={onRun} />
      <Tabs defaultValue="parameters" keepMounted={false} className="inspector-tabs">
        <Tabs.List>
          <Tabs.Tab value="parameters">Parameters</Tabs.Tab>
          <Tabs.Tab value="input">Input</Tabs.Tab>
          <Tabs.Tab value="output">Output</Tabs.Tab>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
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
        <Tabs.Panel value="settings">
          <NodeSettingsForm key={node.id} node={node} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

function InspectorHead({ node }: { node: PatternNode }) {
  const { graph, types, change, open, mayEdit } = useEditor();
  const [name, setName] = useState(node.name);
  const description = types.get(node.type);
  const isTaken = graph.nodes.some((other) => other.id !== node.id && other.name === name.trim());
  const rename = () => {
    if (isTaken || name.trim() === '') setName(node.name);
    else change(renameNode(graph, node.id, name.trim()));
  };
  return (
    <header className="inspector-head">
      <PluginIcon icon={description?.icon} name={description?.displayName ?? node.type} />
      <TextInput
        className="grow"
        aria-label="Name of the node"
        value={name}
        maxLength={200}
        readOnly={!mayEdit}
        error={isTaken ? 'Another node has this name' : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename();
        }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label="Close the node" onClick={() => open(undefined)}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </header>
  );
}
