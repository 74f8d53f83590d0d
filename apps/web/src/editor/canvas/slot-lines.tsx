import type { ConnectionSummary, PatternNode, SlotDescription } from '@patchbay/contracts';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { Name } from '../../ui/name.js';

interface SlotLinesProps {
  node: PatternNode;
  slots: readonly SlotDescription[];
  /** Those of the node, as far as the person sees them. */
  connections: readonly ConnectionSummary[];
}

/** The connection of each slot, with what its last test said; an empty slot that needs one says so. */
export function SlotLines({ node, slots, connections }: SlotLinesProps) {
  return slots
    .filter(({ slot, required }) => required || node.connections?.[slot] !== undefined)
    .map(({ slot }) => {
      const id = node.connections?.[slot];
      const connection = connections.find((known) => known.id === id);
      return (
        <div key={slot} className="flow-node-line">
          {connection ? (
            <IconPlugConnected size={12} aria-hidden />
          ) : (
            <IconPlugConnectedX size={12} aria-hidden />
          )}
          <span className="flow-node-connection">
            <Name>{connection?.name ?? wordsFor(id)}</Name>
          </span>
          {connection && <StateDot connection={connection} />}
        </div>
      );
    });
}

/** Colour for eyes, words for ears and on hover. */
function StateDot({ connection }: { connection: ConnectionSummary }) {
  return (
    <span className={`dot dot-${stateOf(connection)}`} title={wordOf(connection)}>
      <span className="only-heard">{wordOf(connection)}</span>
    </span>
  );
}

function wordsFor(id: string | undefined): string {
  return id === undefined ? 'No connection chosen' : 'Connection not available';
}

function stateOf({ testStatus, stale }: ConnectionSummary): string {
  if (testStatus === 'failed') return 'red';
  if (testStatus !== 'passed') return 'gray';
  return stale ? 'yellow' : 'green';
}

function wordOf({ testStatus, stale }: ConnectionSummary): string {
  if (testStatus === 'failed') return 'The last test failed';
  if (testStatus !== 'passed') return 'Not tested';
  return stale ? 'Not tested for some time' : 'The last test passed';
}
