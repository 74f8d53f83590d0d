import { Stack } from '@mantine/core';
import type { NodeDescription, PatternNode } from '@patchbay/contracts';
import type { FieldMap, JsonObject } from '@patchbay/fields';
import type { ControlProps } from '../../fields/control.js';
import { FieldList } from '../../fields/field-view.js';
import { FormProvider } from '../../fields/form-context.js';
import { useEditor } from '../editor-context.js';
import { updateNode } from '../model/graph.js';
import { parametersOf } from '../model/node-types.js';
import { ConnectionSlots } from './connection-slots.js';
import { NodeContext } from './node-context.js';
import { canShow } from '../model/readable.js';
import { ValueRows } from './rows/value-rows.js';
import { ItemChoice } from './item-choice.js';
import { ShownItem } from './shown-item.js';
import { useShowField } from './use-show-field.js';
import { useNodeForm } from './use-node-form.js';

/** What the node needs: its connections first, then its parameters, by the engine of all forms. */
export function NodeParameters({ node }: { node: PatternNode }) {
  const { graph, types, problems, marked, sought, found, change, mayEdit } = useEditor();
  const description = types.get(node.type);
  const fields = description === undefined ? {} : parametersOf(description);
  const values = (node.parameters ?? {}) as JsonObject;
  const form = useNodeForm({
    fields,
    values,
    draw: drawRows,
    problems: withinParameters(problems.get(node.id) ?? []),
    marked: marked?.nodeId === node.id ? marked : undefined,
    sought,
    onChange: (parameters, about) =>
      change(updateNode(graph, node.id, { parameters }), `${node.id}/parameters/${about}`),
  });
  const box = useShowField(sought, () => found?.());
  if (description === undefined) {
    return (
      <p className="problem-text">
        The plugin with {node.type} is not installed. The node keeps what it had, and cannot run.
      </p>
    );
  }
  return (
    <NodeContext value={node}>
      <ShownItem node={node}>
        <FormProvider value={form}>
          <fieldset ref={box} className="bare-fieldset" disabled={!mayEdit}>
            <Stack gap="md">
              <p className="muted small flat">{description.description}</p>
              <ItemChoice isNeeded={hasExpression(values)} />
              <ConnectionSlots node={node} description={description} />
              <FieldList
                fields={withoutMode(fields, description)}
                path={[]}
                values={values}
                effective={form.root}
              />
              {Object.keys(fields).length === 0 && description.connections.length === 0 && (
                <p className="muted flat">This node needs no settings.</p>
              )}
            </Stack>
          </fieldset>
        </FormProvider>
      </ShownItem>
    </NodeContext>
  );
}

/** JSON as the node's declaration says; what somebody wrote in another form stays JSON. */
function drawRows(props: ControlProps) {
  const { field, value } = props;
  const shape = field.kind === 'json' ? field.drawnAs : undefined;
  const shown = value ?? (field.default as ControlProps['value']);
  if (shape === undefined || !canShow(shape, shown)) return undefined;
  return <ValueRows {...props} value={shown} shape={shape} />;
}

/** The mode of the credentials has a switch of its own beside the slot. */
function withoutMode(fields: FieldMap, { connections }: NodeDescription): FieldMap {
  if (!connections.some(({ inline }) => inline === true)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'mode'));
}

/** A text that begins with `=` is a template, wherever it stands. */
function hasExpression(values: JsonObject): boolean {
  return JSON.stringify(values).includes('"=');
}

const inParameters = /^\/parameters(?=\/|$)/;

function withinParameters(problems: readonly { pointer: string; detail: string }[]) {
  return problems
    .filter(({ pointer }) => inParameters.test(pointer))
    .map(({ pointer, detail }) => ({ pointer: pointer.replace(inParameters, ''), detail }));
}
