import { NativeSelect } from '@mantine/core';
import type { PatternNode } from '@patchbay/contracts';
import { useState } from 'react';
import { useEditor } from '../editor-context.js';
import { inputsOf } from './inputs.js';
import { ItemsView } from '../../items/items-view.js';

/** What went into the node in the run that is shown: what the nodes before it gave. */
export function NodeInput({ node }: { node: PatternNode }) {
  const { graph, steps } = useEditor();
  const [at, setAt] = useState(0);
  const inputs = inputsOf(graph, steps, node.id);
  const chosen = inputs[at] ?? inputs[0];
  if (chosen === undefined) {
    return (
      <p className="muted">
        {graph.edges.some(({ to }) => to.node === node.id)
          ? 'There is no input yet. Run the pattern to see it.'
          : 'Nothing is connected to this node.'}
      </p>
    );
  }
  return (
    <>
      {inputs.length > 1 && (
        <NativeSelect
          label="From"
          mb="sm"
          value={String(inputs.indexOf(chosen))}
          data={inputs.map(({ name }, index) => ({ value: String(index), label: name }))}
          onChange={(event) => setAt(Number(event.currentTarget.value))}
        />
      )}
      <ItemsView items={chosen.items} total={chosen.total} />
    </>
  );
}
