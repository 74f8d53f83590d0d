import { Injectable } from '@nestjs/common';
import type { NodeShape, SlotDescription } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Catalog, type CatalogConnector, type CatalogNode, type CatalogPlugin } from './catalog.js';

/** What the installed plugins offer. Empty until `ready`; everything that needs it then answers `not-ready`. */
@Injectable()
export class CatalogService {
  #catalog: Catalog | undefined;

  get ready(): boolean {
    return this.#catalog !== undefined;
  }

  replace(catalog: Catalog): void {
    this.#catalog = catalog;
  }

  plugins(): readonly CatalogPlugin[] {
    return this.#current().plugins;
  }

  connectors(): readonly CatalogConnector[] {
    return this.#current().connectors;
  }

  nodes(): readonly CatalogNode[] {
    return this.#current().nodes;
  }

  /** By type or alias; undefined when no plugin declares it. */
  connector(typeOrAlias: string): CatalogConnector | undefined {
    return this.#current().connector(typeOrAlias);
  }

  /** @throws PatchbayError `connector-not-found` */
  requireConnector(typeOrAlias: string): CatalogConnector {
    const connector = this.connector(typeOrAlias);
    if (connector !== undefined) return connector;
    throw new PatchbayError(
      'connector-not-found',
      'No installed plugin declares this type. Is its plugin installed?',
    );
  }

  /** The newest version unless one is named. */
  nodeShape(type: string, version?: number): NodeShape | undefined {
    return this.#current().node(type, version)?.shape;
  }

  /** Whether a connection of this type may fill the slot. */
  fitsSlot(connectorType: string, { accepts }: SlotDescription): boolean {
    const connector = this.connector(connectorType);
    if (connector === undefined) return false;
    const { type, capabilities } = connector.description;
    const typeFits = accepts.types?.some((name) => this.connector(name)?.description.type === type) ?? true;
    return typeFits && (accepts.capability === undefined || capabilities.includes(accepts.capability));
  }

  #current(): Catalog {
    if (this.#catalog === undefined)
      throw new PatchbayError('not-ready', 'The plugins are still being read.');
    return this.#catalog;
  }
}
