import { Injectable } from '@nestjs/common';
import type { NamedConnection, PatternFile, PatternGraph, PortableNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { AuditService } from '../../audit/audit.service.js';
import { ConnectionRows } from '../../connections/connection-rows.js';
import { Store } from '../../database/store.js';
import { now } from '../../database/table.js';
import { actorOf, type Caller } from '../../http/caller.js';
import { inlinePlaces } from '../../inline/inline-place.js';
import { PatternsService } from '../patterns.service.js';
import { connectionUses } from '../references.js';
import { refuseNames } from './refuse-names.js';

/** Writes a pattern's draft into a file that holds nothing of its connections but their names. */
@Injectable()
export class PatternExporter {
  constructor(
    private readonly store: Store,
    private readonly patterns: PatternsService,
    private readonly rows: ConnectionRows,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `pattern-not-found`, `pattern-not-exportable` naming every node, `forbidden` */
  async export(caller: Caller, id: string): Promise<PatternFile> {
    const row = await this.patterns.row(caller.projectId, id, this.store.manager);
    refuseCredentials(row.graph);
    const ids = [...new Set(connectionUses(row.graph).map(({ connectionId }) => connectionId))];
    if (ids.length > 0) refuseNames(caller);
    const seen = await this.rows.visibleBy(this.store.manager, caller, 'id', ids);
    const nodes = portable(
      row.graph,
      new Map(seen.map(({ id: each, name, type }) => [each, { name, type }])),
    );
    const { name, version, description } = row;
    await this.audit.append({
      ...{ projectId: caller.projectId, actor: actorOf(caller), action: 'pattern.exported' },
      ...{ subjectType: 'pattern', subjectId: id, details: { name, version } },
    });
    const head = { format: 'patchbay-pattern', version: 1, exportedAt: now() } as const;
    return { ...head, name, description, ...row.graph, nodes };
  }
}

/** Even masked they would tell whose login on which server a step uses, and a file is passed on. */
function refuseCredentials(graph: PatternGraph): void {
  const errors = inlinePlaces(graph).map(({ node, pointer }) => ({
    pointer,
    detail: `"${node.name}" has credentials of its own; let it use a saved connection`,
  }));
  if (errors.length === 0) return;
  const names = [...new Set(inlinePlaces(graph).map(({ node }) => `"${node.name}"`))].join(', ');
  throw new PatchbayError('pattern-not-exportable', {
    detail: `Credentials were typed into ${names}. Use saved connections instead; a file names them.`,
    errors,
  });
}

/** Somebody else's personal connection stays unnamed, like one that was deleted. */
function portable({ nodes }: PatternGraph, names: ReadonlyMap<string, NamedConnection>): PortableNode[] {
  return nodes.map(({ connections, inline: _, ...node }) => {
    if (connections === undefined) return node;
    const named = Object.entries(connections).map(([slot, id]) => [slot, names.get(id) ?? null] as const);
    return { ...node, connections: Object.fromEntries(named) };
  });
}
