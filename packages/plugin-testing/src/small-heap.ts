import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface SmallHeapQuery {
  /** The compiled module of the plugin. */
  entry: URL;
  connectorType: string;
  config: Readonly<Record<string, unknown>>;
  statement: string;
  allowedDirectories?: readonly string[];
}

const heapMb = 96;

/**
 * Executes a statement in a process with 96 MB for JavaScript, as a runner has not much more, and tells with which code
 * it failed, or how many rows it gave. Rejects when the process did not survive it.
 */
export async function queryInSmallHeap(query: SmallHeapQuery): Promise<{ code?: string; rows?: number }> {
  const script = `
    const query = JSON.parse(process.argv[1]);
    const { openConnector } = await import(${JSON.stringify(new URL('./open-connector.js', import.meta.url).href)});
    const { default: plugin } = await import(query.entry);
    const connector = plugin.connectors.find(({ type }) => type === query.connectorType);
    const opened = await openConnector(connector, query.config, { allowedDirectories: query.allowedDirectories });
    const { signal } = new AbortController();
    const answer = await opened.capability('sql').query({ strings: [query.statement], values: [] }, { signal }).then(
      ({ rows }) => ({ rows: rows.length }),
      ({ code }) => ({ code }),
    );
    await opened.close();
    console.log(JSON.stringify(answer));`;
  const given = JSON.stringify({ ...query, entry: query.entry.href });
  const options = [`--max-old-space-size=${heapMb}`, '--input-type=module', '-e', script, given];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return JSON.parse(stdout) as { code?: string; rows?: number };
}
