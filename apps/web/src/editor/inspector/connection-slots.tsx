import { Anchor, NativeSelect } from '@mantine/core';
import type { ConnectionSummary, NodeDescription, PatternNode, SlotDescription } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { catalogQuery } from '../../api/queries.js';
import { useMay } from '../../api/use-me.js';
import { capitalized, count } from '../../ui/words.js';
import { useEditor } from '../editor-context.js';
import { updateNode } from '../model/graph.js';
import { fitsSlot, slotWords } from '../model/slots.js';

/** A chooser for each slot of the node. */
export function ConnectionSlots({ node, description }: { node: PatternNode; description: NodeDescription }) {
  return description.connections.map((slot) => <ConnectionSlot key={slot.slot} node={node} slot={slot} />);
}

/** The connections that fit a slot; those that do not are counted, with the reason. */
function ConnectionSlot({ node, slot }: { node: PatternNode; slot: SlotDescription }) {
  const { graph, connections, problems, change } = useEditor();
  const catalog = useQuery(catalogQuery);
  const mayRead = useMay('connector.read');
  const connectors = new Map((catalog.data ?? []).map((connector) => [connector.type, connector]));
  const all = [...connections.values()];
  const fitting = all.filter(({ type }) => fitsSlot(slot, connectors.get(type)));
  const chosen = node.connections?.[slot.slot] ?? '';
  const problem = problems
    .get(node.id)
    ?.find(({ pointer }) => pointer === `/connections/${slot.slot}`)?.detail;
  const choose = (id: string) => {
    const others = Object.entries(node.connections ?? {}).filter(([name]) => name !== slot.slot);
    const next = Object.fromEntries(id === '' ? others : [...others, [slot.slot, id]]);
    change(updateNode(graph, node.id, { connections: next }));
  };
  if (!mayRead) return <p className="muted small flat">Your role does not show connections.</p>;
  return (
    <div>
      <NativeSelect
        label={slot.displayName ?? capitalized(slot.slot)}
        required={slot.required}
        description={hiddenWords(all.length - fitting.length, slot)}
        error={problem ?? (slot.required && chosen === '' ? 'Choose a connection' : undefined)}
        value={chosen}
        data={optionsFor(fitting, chosen)}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <SlotLinks chosen={connections.get(chosen)} slot={slot} />
    </div>
  );
}

function SlotLinks({ chosen, slot }: { chosen: ConnectionSummary | undefined; slot: SlotDescription }) {
  const mayEdit = useMay('connector.edit');
  const capability = slot.accepts.capability;
  return (
    <p className="small flat slot-links">
      {chosen && (
        <Link to="/connections/$id" params={{ id: chosen.id }} className="text-link">
          Open {chosen.name}
        </Link>
      )}
      {mayEdit && (
        // In a tab of its own, so that the draft stays as it is; the list is read again on return.
        <Anchor
          href={`/connections/new${capability === undefined ? '' : `?capability=${encodeURIComponent(capability)}`}`}
          target="_blank"
          rel="noopener"
          className="text-link"
          size="sm"
        >
          Create a connection
        </Anchor>
      )}
    </p>
  );
}

function optionsFor(fitting: readonly ConnectionSummary[], chosen: string) {
  const options = fitting.map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = chosen === '' || fitting.some(({ id }) => id === chosen);
  return [
    { value: '', label: 'None' },
    ...(isKnown ? [] : [{ value: chosen, label: 'A connection that you may not use' }]),
    ...options,
  ];
}

function hiddenWords(hidden: number, slot: SlotDescription): string | undefined {
  if (hidden === 0) return undefined;
  return `${count(hidden, 'connection')} hidden: this slot takes ${slotWords(slot)}`;
}
