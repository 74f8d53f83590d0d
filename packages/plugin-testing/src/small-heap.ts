import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface SmallHeapConnection {
  /** The compiled module of the plugin. */
  entry: URL;
  connectorType: string;
  config: Readonly<Record<string, unknown>>;
}

export interface SmallHeapQuery extends SmallHeapConnection {
  statement: string;
  allowedDirectories?: readonly string[];
}

const heapMb = 96;
/** One that is kept busy for ever is as good as dead. */
const patienceMs = 120_000;

/**
 * Executes a statement in a process with 96 MB for JavaScript, as a runner has not much more, and tells with which code
 * it failed, or how many rows it gave. Rejects when the process did not survive it.
 */
export function queryInSmallHeap(query: SmallHeapQuery): Promise<{ code?: string; rows?: number }> {
  return inSmallHeap(
    query,
    `
    const { openConnector } = await import(${besideThis('open-connector.js')});
    const opened = await openConnector(connector, given.config, { allowedDirectories: given.allowedDirectories });
    const { signal } = new AbortController();
    const answer = await opened.capability('sql').query({ strings: [given.statement], values: [] }, { signal }).then(
      ({ rows }) => ({ rows: rows.length }),
      ({ code }) => ({ code }),
    );
    await opened.close();`,
  );
}

/** Tests a connection in such a process. Rejects when the process did not survive it. */
export function testInSmallHeap(
  connection: SmallHeapConnection,
): Promise<{ outcome: string; message?: string }> {
  return inSmallHeap(
    connection,
    `
    const { testConnection } = await import(${besideThis('test-connection.js')});
    const answer = await testConnection(connector, given.config);`,
  );
}

/** `work` declares `answer`, by `given` and the `connector`. */
async function inSmallHeap<T>(given: SmallHeapConnection, work: string): Promise<T> {
  const script = `
    const given = JSON.parse(process.argv[1]);
    const { default: plugin } = await import(given.entry);
    const connector = plugin.connectors.find(({ type }) => type === given.connectorType);
    ${work}
    console.log(JSON.stringify(answer));
    process.exit();`;
  const text = JSON.stringify({ ...given, entry: given.entry.href });
  const options = [`--max-old-space-size=${heapMb}`, '--input-type=module', '-e', script, text];
  const { stdout } = await promisify(execFile)(process.execPath, options, { timeout: patienceMs });
  return JSON.parse(stdout) as T;
}

function besideThis(name: string): string {
  return JSON.stringify(new URL(`./${name}`, import.meta.url).href);
}
