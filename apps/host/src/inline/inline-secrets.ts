import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@patchbay/fields';
import type { Binding } from '@patchbay/vault';
import type { EntityManager } from 'typeorm';
import { SealedJson } from '../vault/sealed-json.js';
import { Instance } from '../vault/instance.js';
import { inlineSecretTable } from './inline-secret.table.js';

export interface PatternPlace {
  projectId: string;
  patternId: string;
}

export interface SecretPlace extends PatternPlace {
  nodeId: string;
  slot: string;
  /** Of the connector. */
  type: string;
  /** Of the row. */
  id: string;
}

/** The sealed credentials of nodes, each bound to its project, pattern, node, slot and row. */
@Injectable()
export class InlineSecrets {
  constructor(
    private readonly sealed: SealedJson,
    private readonly instance: Instance,
  ) {}

  seal(place: SecretPlace, secrets: JsonObject): string {
    return this.sealed.seal(inlineBinding(this.instance.id, place), secrets);
  }

  /** Undefined when there is no such row, or its blob does not open: damaged, or moved here from elsewhere. */
  async open(manager: EntityManager, place: SecretPlace): Promise<JsonObject | undefined> {
    const row = await manager.findOneBy(inlineSecretTable, { id: place.id });
    return row ? this.sealed.open(inlineBinding(this.instance.id, place), row.secretsSealed) : undefined;
  }
}

/** What the secrets of a node's own credentials are bound to. */
export function inlineBinding(
  instance: string,
  { projectId, patternId, nodeId, slot, type, id }: SecretPlace,
): Binding {
  return {
    instance,
    project: projectId,
    table: 'inline_secrets',
    // Node ids are free text: as JSON, no two places have the same name.
    record: JSON.stringify([patternId, nodeId, slot, id]),
    column: 'secretsSealed',
    connectorType: type,
    version: 1,
  };
}
