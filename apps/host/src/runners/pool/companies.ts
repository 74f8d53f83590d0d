import type { PluginSource } from '@patchbay/protocol';
import type { RunAssignment } from './run-handlers.js';

/** The types of these connections, by their ids; those that are not there are left out. */
export type TypesOf = (connectionIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** What a runner asks before it loads more code. */
export type Admission = Pick<Companies, 'admits' | 'admitsNodes'>;

export interface CompaniesOptions {
  /** Whether a plugin came with Patchbay. The others are foreign: nobody here has read their code. */
  isBundled(plugin: PluginSource): boolean;
  typesOf: TypesOf;
}

const separator = '\n';

/**
 * Decides who may share a process: the runs of one project that use the same foreign plugins. Code within a process
 * can read everything in it, so a foreign plugin never lies beside runs that do not use it.
 */
export class Companies {
  /** Names of foreign packages, by the prefix of their nodes and by the connectors that they provide. */
  #byPrefix = new Map<string, string>();
  #byConnector = new Map<string, string>();
  /** Foreign and not described, so that a runner may load them for a type that it does not know. */
  #unknown: readonly string[] = [];
  #known = new Set<string>();
  /** A connection keeps its type for life. */
  readonly #types = new Map<string, string>();

  constructor(private readonly options: CompaniesOptions) {}

  setPlugins(plugins: readonly PluginSource[]): void {
    const foreign = plugins.filter((plugin) => !this.options.isBundled(plugin));
    const described = foreign.flatMap(({ packageName, provides }) =>
      provides === undefined ? [] : [{ packageName, ...provides }],
    );
    this.#byPrefix = new Map(described.map(({ name, packageName }) => [name, packageName]));
    this.#byConnector = new Map(
      described.flatMap(({ connectorTypes, packageName }) =>
        connectorTypes.map((type) => [type, packageName] as const),
      ),
    );
    this.#unknown = foreign.filter(({ provides }) => !provides).map(({ packageName }) => packageName);
    this.#known = new Set(plugins.flatMap(({ provides }) => (provides ? [provides.name] : [])));
  }

  /** Resolved at once unless a foreign plugin may be the connector of a connection that was not seen yet. */
  ofRun({ projectId, graph }: RunAssignment): string | Promise<string> {
    const ids = graph.nodes.flatMap(({ connections = {} }) => Object.values(connections));
    const missing = this.#byConnector.size === 0 ? [] : ids.filter((id) => !this.#types.has(id));
    const answer = () => company(projectId, [...this.#ofNodes(typesIn(graph)), ...this.#ofConnections(ids)]);
    if (missing.length === 0) return answer();
    return this.options.typesOf(missing).then((types) => {
      for (const [id, type] of types) this.#remember(id, type);
      return answer();
    });
  }

  ofTest(projectId: string, connectorType: string): string {
    return company(projectId, this.#ofConnectors([connectorType]));
  }

  ofProbe(projectId: string, connectorType: string, nodeTypes: readonly string[]): string {
    return company(projectId, [...this.#ofConnectors([connectorType]), ...this.#ofNodes(nodeTypes)]);
  }

  ofDescription(describer: string, plugin: PluginSource): string {
    return company(describer, this.options.isBundled(plugin) ? [] : [plugin.packageName]);
  }

  /** Whether a runner of this company may load the code of this connector. */
  admits(of: string, connectorType: string): boolean {
    return isWithin(this.#ofConnectors([connectorType]), of);
  }

  /** Whether it may load the code of these nodes, for a pattern that one of its runs calls. */
  admitsNodes(of: string, graph: RunAssignment['graph']): boolean {
    return isWithin(this.#ofNodes(typesIn(graph)), of);
  }

  #ofNodes(types: readonly string[]): string[] {
    return types.flatMap((type) => {
      const prefix = type.slice(0, type.indexOf('.'));
      const own = this.#byPrefix.get(prefix);
      if (own !== undefined) return [own];
      return this.#known.has(prefix) ? [] : this.#unknown;
    });
  }

  #ofConnections(ids: readonly string[]): string[] {
    return this.#ofConnectors(ids.map((id) => this.#types.get(id)).filter((type) => type !== undefined));
  }

  #ofConnectors(types: readonly string[]): string[] {
    return types.map((type) => this.#byConnector.get(type)).filter((name) => name !== undefined);
  }

  #remember(id: string, type: string): void {
    this.#types.set(id, type);
    const [oldest] = this.#types.keys();
    if (this.#types.size > mostTypes && oldest !== undefined) this.#types.delete(oldest);
  }
}

const mostTypes = 10_000;

function typesIn({ nodes }: RunAssignment['graph']): string[] {
  return nodes.map(({ type }) => type);
}

function company(projectId: string, foreign: readonly string[]): string {
  return [projectId, ...[...new Set(foreign)].sort()].join(separator);
}

function isWithin(foreign: readonly string[], of: string): boolean {
  const [, ...present] = of.split(separator);
  return foreign.every((name) => present.includes(name));
}

/** The project that a company works for. */
export function projectOf(of: string): string {
  const [projectId = of] = of.split(separator);
  return projectId;
}
