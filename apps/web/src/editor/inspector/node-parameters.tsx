import { Stack } from '@mantine/core';
import type { PatternNode } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { FieldList } from '../../fields/field-view.js';
import { FormProvider } from '../../fields/form-context.js';
import { useEditor } from '../editor-context.js';
import { updateNode } from '../model/graph.js';
import { parametersOf } from '../model/node-types.js';
import { ConnectionSlots } from './connection-slots.js';
import { NodeContext } from './node-context.js';
import { useNodeForm } from './use-node-form.js';

/** What the node needs: its connections first, then its parameters, by the engine of all forms. */
export function NodeParameters({ node }: { node: PatternNode }) {
  const { graph, types, problems, change, mayEdit } = useEditor();
  const description = types.get(node.type);
  const fields = description === undefined ? {} : parametersOf(description);
  const values = (node.parameters ?? {}) as JsonObject;
  const form = useNodeForm({
    fields,
    values,
    problems: withinParameters(problems.get(node.id) ?? []),
    onChange: (parameters, about) =>
      change(updateNode(graph, node.id, { parameters }), `${node.id}/parameters/${about}`),
  });
  if (description === undefined) {
    return (
      <p className="problem-text">
        The plugin with {node.type} is not installed. The node keeps what it had, and cannot run.
      </p>
    );
  }
  return (
    <NodeContext value={node}>
      <FormProvider value={form}>
        <fieldset className="bare-fieldset" disabled={!mayEdit}>
          <Stack gap="md">
            <p className="muted small flat">{description.description}</p>
            <ConnectionSlots node={node} description={description} />
            <FieldList fields={fields} path={[]} values={values} effective={form.root} />
            {Object.keys(fields).length === 0 && description.connections.length === 0 && (
              <p className="muted flat">This node needs no settings.</p>
            )}
          </Stack>
        </fieldset>
      </FormProvider>
    </NodeContext>
  );
}

const inParameters = /^\/parameters(?=\/|$)/;

function withinParameters(problems: readonly { pointer: string; detail: string }[]) {
  return problems
    .filter(({ pointer }) => inParameters.test(pointer))
    .map(({ pointer, detail }) => ({ pointer: pointer.replace(inParameters, ''), detail }));
}
