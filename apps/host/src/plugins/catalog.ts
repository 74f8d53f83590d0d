import type { ConnectorDescription, NodeDescription, NodeShape } from '@patchbay/contracts';
import type { FieldMap } from '@patchbay/fields';

/** A connector as the host works with it. */
export interface CatalogConnector {
  readonly fields: FieldMap;
  readonly description: ConnectorDescription;
}

export interface CatalogNode {
  readonly shape: NodeShape;
  readonly description: NodeDescription;
}

/** A plugin as it was found, whether it works or not. */
export interface CatalogPlugin {
  readonly packageName: string;
  readonly version: string;
  readonly available: boolean;
  readonly reason?: string;
}

/** Everything that plugins offer; built anew when they change, never edited. */
export class Catalog {
  readonly #byName = new Map<string, CatalogConnector>();
  readonly #nodes = new Map<string, CatalogNode>();

  constructor(
    readonly plugins: readonly CatalogPlugin[],
    readonly connectors: readonly CatalogConnector[],
    readonly nodes: readonly CatalogNode[],
  ) {
    for (const connector of connectors) {
      for (const name of namesOf(connector.description)) this.#byName.set(name, connector);
    }
    for (const node of nodes) {
      const { type, version } = node.description;
      this.#nodes.set(versioned(type, version), node);
      if ((this.#nodes.get(type)?.description.version ?? 0) < version) this.#nodes.set(type, node);
    }
  }

  /** By type or alias. */
  connector(name: string): CatalogConnector | undefined {
    return this.#byName.get(name);
  }

  /** The newest version unless one is named. */
  node(type: string, version?: number): CatalogNode | undefined {
    return this.#nodes.get(version === undefined ? type : versioned(type, version));
  }
}

function versioned(type: string, version: number): string {
  return `${type} ${version}`;
}

/** The type and its aliases. */
export function namesOf({ type, aliases }: Pick<ConnectorDescription, 'type' | 'aliases'>): string[] {
  return [type, ...aliases];
}
