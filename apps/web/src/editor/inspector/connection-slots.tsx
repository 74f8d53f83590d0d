import { UnstyledButton } from '@mantine/core';
import type {
  ConnectionSummary,
  ConnectorDescription,
  NodeDescription,
  PatternNode,
  SlotDescription,
} from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { catalogQuery } from '../../api/queries.js';
import { useMay } from '../../api/use-me.js';
import { PickOne } from '../../ui/pick-one.js';
import { capitalized, count } from '../../ui/words.js';
import { useEditor } from '../editor-context.js';
import { updateNode } from '../model/graph.js';
import { fitsSlot, slotWords } from '../model/slots.js';
import { CreateDrawer } from './slots/create-drawer.js';
import { InlineSlot } from './slots/inline-credentials.js';
import { isInline, ModeSwitch } from './slots/mode-switch.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

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
  const usable = fitting.filter(({ status }) => status === 'active');
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
  const fits = (catalog.data ?? []).filter((connector) => fitsSlot(slot, connector));
  if (slot.inline === true && isInline(node)) {
    return (
      <>
        <ModeSwitch node={node} slot={slot} />
        <InlineSlot node={node} slot={slot} connectors={fits} />
      </>
    );
  }
  return (
    <div>
      {slot.inline === true && <ModeSwitch node={node} slot={slot} />}
      <PickOne
        label={slot.displayName ?? capitalized(slot.slot)}
        required={slot.required}
        description={hiddenWords(
          { notFitting: all.length - fitting.length, off: fitting.length - usable.length },
          slot,
        )}
        error={problem ?? (slot.required && chosen === '' ? 'Choose a connection' : undefined)}
        value={chosen}
        none="None"
        options={optionsFor(usable, connections.get(chosen), chosen)}
        onPick={choose}
      />
      <SlotLinks chosen={connections.get(chosen)} connectors={fits} onCreated={choose} />
    </div>
  );
}

interface SlotLinksProps {
  chosen: ConnectionSummary | undefined;
  connectors: readonly ConnectorDescription[];
  onCreated: (id: string) => void;
}

function SlotLinks({ chosen, connectors, onCreated }: SlotLinksProps) {
  const mayEdit = useMay('connector.edit');
  const [isCreating, setCreating] = useState(false);
  return (
    <div className="small slot-links">
      {chosen && (
        <Link to="/connections/$id" params={{ id: chosen.id }} className="text-link">
          Open <Name>{chosen.name}</Name>
        </Link>
      )}
      {mayEdit && connectors.length > 0 && (
        <UnstyledButton className="text-link small" onClick={() => setCreating(true)}>
          Create a connection
        </UnstyledButton>
      )}
      {isCreating && (
        <CreateDrawer
          connectors={connectors}
          onSaved={(id) => {
            onCreated(id);
            setCreating(false);
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </div>
  );
}

function optionsFor(
  usable: readonly ConnectionSummary[],
  known: ConnectionSummary | undefined,
  chosen: string,
) {
  const options = usable.map(({ id, name }) => ({ value: id, label: name }));
  const isOffered = chosen === '' || usable.some(({ id }) => id === chosen);
  const label = known ? `${isolated(known.name)} (cannot be used now)` : 'A connection that you may not use';
  return [...(isOffered ? [] : [{ value: chosen, label }]), ...options];
}

/** How many connections are not offered, and why. Those of other people are not counted: nobody learns of them. */
function hiddenWords({ notFitting, off }: { notFitting: number; off: number }, slot: SlotDescription) {
  const reasons = [
    ...(notFitting > 0 ? [`this slot takes ${slotWords(slot)}`] : []),
    ...(off > 0 ? [`${off} disabled or locked`] : []),
  ];
  if (reasons.length === 0) return undefined;
  return `${count(notFitting + off, 'connection')} hidden: ${reasons.join('; ')}`;
}
