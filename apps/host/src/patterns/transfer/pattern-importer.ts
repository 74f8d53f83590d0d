import { Injectable } from '@nestjs/common';
import type { PatternImport, PatternImportAnswer, PatternNode, PortableNode } from '@patchbay/contracts';
import { PatchbayError, type FieldProblem } from '@patchbay/errors';
import type { Caller } from '../../http/caller.js';
import { PatternsService } from '../patterns.service.js';
import { slotPointer } from '../references.js';
import { ConnectionFinder, type Find } from './connection-finder.js';
import { refuseNames } from './refuse-names.js';

/** Saves a pattern of a file like one that somebody made here: by the same checks, and not live. */
@Injectable()
export class PatternImporter {
  constructor(
    private readonly patterns: PatternsService,
    private readonly connections: ConnectionFinder,
  ) {}

  /**
   * Writes everything or nothing.
   * @throws PatchbayError `import-refused` naming every slot without a connection, `forbidden`, and those of saving
   */
  import(caller: Caller, input: PatternImport): Promise<PatternImportAnswer> {
    const { bindings = {}, leaveUnmapped = false, format: importedFrom } = input;
    const wanted = input.nodes.flatMap(({ connections = {} }) => Object.values(connections));
    if (wanted.length > 0) refuseNames(caller);
    return this.patterns.save(async (manager) => {
      const { nodes, unmapped } = bind(
        input.nodes,
        await this.connections.among(manager, caller, wanted, bindings),
      );
      if (!leaveUnmapped) refuse(unmapped);
      const pattern = await this.patterns.insert(manager, caller, { ...input, nodes }, { importedFrom });
      return { ...pattern, unmapped };
    });
  }
}

/** The nodes with ids in the place of names. */
function bind(
  portable: readonly PortableNode[],
  find: Find,
): { nodes: PatternNode[]; unmapped: FieldProblem[] } {
  const unmapped: FieldProblem[] = [];
  const nodes = portable.map(({ connections, ...node }, index) => {
    if (connections === undefined) return node;
    const bound: [slot: string, id: string][] = [];
    for (const [slot, wanted] of Object.entries(connections)) {
      const found = find(wanted);
      if ('id' in found) bound.push([slot, found.id]);
      else unmapped.push({ pointer: slotPointer(index, slot), detail: found.problem });
    }
    return { ...node, connections: Object.fromEntries(bound) };
  });
  return { nodes, unmapped };
}

function refuse(errors: FieldProblem[]): void {
  if (errors.length === 0) return;
  const detail = 'Nothing was written. Say by bindings which connections are meant, or set leaveUnmapped.';
  throw new PatchbayError('import-refused', { detail, errors });
}
