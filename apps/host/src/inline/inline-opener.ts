import { Injectable } from '@nestjs/common';
import type { PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import type { Opened, OpenFor } from '../connections/connection-opener.js';
import { NamedSecrets, variantOf } from '../connections/named-secrets.js';
import { poolOf } from '../connections/pool.js';
import { Store } from '../database/store.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { defaultEnvironment } from '../secrets/environment.table.js';
import { InlineSecrets, type PatternPlace } from './inline-secrets.js';

/** A row of inline secrets never changes, so there is one version of it. */
const onlyVersion = 1;

/** Opens what was typed into a node, for one step of a run; the broker decides whether, and records it. */
@Injectable()
export class InlineOpener {
  constructor(
    private readonly store: Store,
    private readonly secrets: InlineSecrets,
    private readonly catalog: CatalogService,
    private readonly named: NamedSecrets,
  ) {}

  /** @throws PatchbayError `connector-unavailable`, `connection-quarantined`, `secret-value-missing` */
  async open(
    pattern: PatternPlace,
    node: PatternNode,
    slot: string,
    { environment = defaultEnvironment, openVersion, openVariants = [] }: OpenFor = {},
  ): Promise<Opened> {
    const { id = '', type, config } = node.inline?.[slot] ?? { type: '', config: {} };
    this.#refuseUnavailable(type, node);
    const plain = config as JsonObject;
    const { fields } = this.catalog.requireConnector(type);
    const named = await this.named.find(pattern.projectId, { fields, config: plain }, environment);
    const { variant } = variantOf(environment, named);
    const connection = {
      connectionId: id,
      version: onlyVersion,
      connectorType: type,
      pool: poolOf({ pool: {}, config: plain }),
      ...(variant === undefined ? {} : { variant }),
    };
    const isOpen = variant === undefined || openVariants.includes(variant);
    if (openVersion === onlyVersion && isOpen) return { connection, named };
    const place = { ...pattern, nodeId: node.id, slot, type, id };
    const secrets = await this.secrets.open(this.store.manager, place);
    if (!secrets)
      throw new PatchbayError(
        'connection-quarantined',
        `The stored credentials of "${node.name}" do not open: they are damaged or were moved here. Enter every secret again.`,
      );
    const filled = this.named.fill({ fields, config: plain, secrets }, named);
    return { connection: { ...connection, ...filled }, named };
  }

  #refuseUnavailable(type: string, { name }: PatternNode): void {
    const connector = this.catalog.connector(type)?.description;
    if (connector?.available === true) return;
    const why = connector?.unavailableReason ?? `No installed plugin declares the type ${type}.`;
    throw new PatchbayError('connector-unavailable', `"${name}" cannot open its connection: ${why}`);
  }
}
