import { NativeSelect } from '@mantine/core';
import type {
  ConnectorDescription,
  InlineCredentials,
  PatternNode,
  SlotDescription,
} from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { fieldsOf } from '../../../fields/fields-of.js';
import { FieldList } from '../../../fields/field-view.js';
import { FormProvider } from '../../../fields/form-context.js';
import { withoutSecrets } from '../../../fields/stored.js';
import { useEditor } from '../../editor-context.js';
import { updateNode } from '../../model/graph.js';
import { useInlineForm } from './use-inline-form.js';

interface InlineProps {
  node: PatternNode;
  slot: SlotDescription;
  /** Those that fit the slot. */
  connectors: readonly ConnectorDescription[];
}

/** Credentials that belong to this node alone: which connector, then its form. */
export function InlineSlot({ node, slot, connectors }: InlineProps) {
  const { graph, change } = useEditor();
  const inline = node.inline?.[slot.slot];
  const connector = connectors.find(({ type }) => type === inline?.type);
  const set = (next: InlineCredentials | undefined, about?: string) => {
    const { [slot.slot]: _before, ...others } = node.inline ?? {};
    change(
      updateNode(graph, node.id, { inline: next === undefined ? others : { ...others, [slot.slot]: next } }),
      about,
    );
  };
  return (
    <>
      <NativeSelect
        label="Connector"
        required
        description="Secrets are sealed when the pattern is saved, and are never shown again. An export leaves this node out."
        error={inline === undefined ? 'Choose a connector' : undefined}
        value={inline?.type ?? ''}
        data={[
          { value: '', label: 'None' },
          ...connectors.map(({ type, displayName }) => ({ value: type, label: displayName })),
        ]}
        onChange={({ currentTarget: { value: type } }) => set(type === '' ? undefined : { type, config: {} })}
      />
      {inline && connector && (
        <InlineForm
          key={inline.type}
          node={node}
          slot={slot.slot}
          inline={inline}
          connector={connector}
          onChange={(config) => set({ ...inline, config }, `${node.id}/inline/${slot.slot}`)}
        />
      )}
    </>
  );
}

interface InlineFormProps {
  node: PatternNode;
  slot: string;
  inline: InlineCredentials;
  connector: ConnectorDescription;
  onChange: (config: JsonObject) => void;
}

function InlineForm({ node, slot, inline, connector, onChange }: InlineFormProps) {
  const { problems } = useEditor();
  const fields = fieldsOf(connector);
  const form = useInlineForm({
    fields,
    inline,
    problems: within(problems.get(node.id) ?? [], `/inline/${slot}/config`),
    onChange,
  });
  return (
    <FormProvider value={form}>
      <FieldList
        fields={fields}
        path={[]}
        values={withoutSecrets(inline.config as JsonObject)}
        effective={form.root}
      />
    </FormProvider>
  );
}

function within(problems: readonly { pointer: string; detail: string }[], above: string) {
  return problems
    .filter(({ pointer }) => pointer.startsWith(`${above}/`))
    .map(({ pointer, detail }) => ({ pointer: pointer.slice(above.length), detail }));
}
