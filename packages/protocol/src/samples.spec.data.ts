import type { HostMessage, RunnerMessage } from './messages.js';

const problem = {
  code: 'step-failed',
  title: 'The step failed',
  detail: 'why',
  errors: [{ pointer: '/a', detail: 'b' }],
};
const connection = {
  connectionId: 'c-1',
  version: 3,
  connectorType: 'http',
  config: { url: 'https://example.test' },
  pool: { poolSize: 5, maxOverflow: 15, poolRecycle: 1800 },
};
const plugin = {
  packageName: '@patchbay/plugin-core',
  packageVersion: '0.1.0',
  entry: '/plugins/core/dist/index.js',
  provides: { name: 'core', connectorTypes: ['http'] },
};
const time = '2026-11-20T09:30:00.000Z';
const items = [{ json: { id: 1 }, pairedItem: { item: 0 } }];

const fromHost: HostMessage[] = [
  {
    type: 'hello',
    plugins: [plugin],
    egress: {
      allowPrivateForConnections: true,
      allowPrivateForPatterns: false,
      ownListeners: [{ address: '127.0.0.1', port: 5680 }],
      allow: [],
      deny: ['10.0.0.0/8'],
    },
    allowedDirectories: ['/data/files'],
    files: { directory: '/data/exchange/1', fileBytes: 1024, runBytes: 4096 },
    limits: { recordedItems: 50, recordedBytes: 65_536, memoryMb: 256 },
    resumeBase: 'http://127.0.0.1:5680/resume/',
    hidden: ['/data/state'],
    unreachable: [{ host: '127.0.0.1', port: 5680 }],
  },
  { type: 'plugins', plugins: [plugin] },
  { type: 'describe', requestId: 1, plugin },
  { type: 'test', requestId: 2, connection, deadlineMs: 10_000 },
  { type: 'models', requestId: 5, connection, schemas: ['public'], maxModels: 10, deadlineMs: 10_000 },
  {
    type: 'probe',
    requestId: 6,
    connection,
    steps: [{ nodeType: 'core.sqlQuery', parameters: { query: 'SELECT 1' } }],
    deadlineMs: 10_000,
  },
  { type: 'abort', requestId: 2 },
  {
    type: 'pattern.put',
    patternKey: 'p-1:1',
    graph: {
      nodes: [
        { id: 'a', name: 'A', type: 'core.manualTrigger', parameters: {}, connections: { database: 'c-1' } },
      ],
      edges: [{ from: { node: 'a', pin: 'main' }, to: { node: 'b', pin: 'main' } }],
      settings: { timeZone: 'UTC', timeoutMs: 1000 },
    },
  },
  {
    type: 'run.start',
    order: {
      runId: 'r-1',
      patternKey: 'p-1:1',
      patternId: 'p-1',
      patternName: 'P',
      environment: 'development',
      trigger: { nodeId: 'a', items, respond: 'byNode' },
      startedAt: time,
      timeoutMs: 60_000,
    },
  },
  { type: 'run.cancel', runId: 'r-1', reason: 'canceled' },
  { type: 'lease.granted', requestId: 3, connection },
  { type: 'secrets.granted', requestId: 5, values: { API_KEY: 'opened' } },
  { type: 'memory.answered', requestId: 6, answer: { areNew: [true], before: 1.5 } },
  { type: 'lease.denied', requestId: 3, problem },
  { type: 'call.started', requestId: 4, runId: 'r-2' },
  { type: 'call.refused', requestId: 4, problem },
  { type: 'connection.changed', connectionId: 'c-1', version: 4 },
  { type: 'ping', sequence: 1 },
  { type: 'shutdown', deadlineMs: 2500 },
];

const fromRunner: RunnerMessage[] = [
  { type: 'ready', pid: 7, reached: [], connected: [], closed: ['/data/files'] },
  { type: 'fatal', problem },
  {
    type: 'described',
    requestId: 1,
    manifest: {
      name: 'core',
      displayName: 'Core',
      connectors: [
        {
          type: 'http',
          displayName: 'HTTP',
          description: '',
          category: 'api',
          aliases: ['api_rest'],
          auth: 'none',
          capabilities: ['http'],
          queryable: false,
          fields: [{ name: 'url' }],
        },
      ],
      nodes: [
        {
          type: 'core.if',
          version: 1,
          displayName: 'If',
          description: '',
          group: 'flow',
          parameters: [],
          inputs: [{ name: 'main', type: 'items' }],
          outputs: [],
          connections: [{ slot: 'database', accepts: { capability: 'sql' }, required: true }],
        },
      ],
    },
  },
  { type: 'tested', requestId: 2, result: { outcome: 'ok', latencyMs: 1.5, message: 'fine' } },
  { type: 'probed', requestId: 6, steps: [{ outcome: 'failed', message: 'no such table' }] },
  {
    type: 'listed',
    requestId: 5,
    list: {
      models: [
        {
          schema: 'public',
          name: 'orders',
          kind: 'table',
          columns: [{ name: 'id', type: 'int', nullable: false }],
        },
      ],
      truncated: false,
    },
  },
  { type: 'failed', requestId: 2, problem },
  { type: 'secrets.request', requestId: 5, runId: 'r', nodeId: 'n', names: ['API_KEY'] },
  {
    type: 'memory.request',
    requestId: 6,
    runId: 'r',
    nodeId: 'n',
    scope: 'node',
    question: { kind: 'areNew', keys: ['0123456789abcdef_-ABCD'], history: 10 },
  },
  {
    type: 'lease.request',
    requestId: 3,
    runId: 'r-1',
    nodeId: 'a',
    slot: 'database',
    connectionId: 'c-1',
    openVersion: 2,
  },
  { type: 'lease.release', requestId: 3 },
  {
    type: 'run.file',
    runId: 'r-1',
    file: {
      id: 'r-1.0b2f6a52-7f0e-4d6b-9a53-3f1f64f0a7a1',
      mimeType: 'text/csv',
      fileName: 'a.csv',
      size: 3,
    },
  },
  { type: 'pattern.call', requestId: 4, runId: 'r-1', nodeId: 'a', items },
  {
    type: 'step',
    runId: 'r-1',
    step: {
      runIndex: 0,
      nodeId: 'a',
      name: 'A',
      type: 'core.if',
      status: 'failed',
      startedAt: time,
      durationMs: 1.5,
      attempts: 1,
      itemCounts: { in: { main: 1 }, out: {} },
      outputs: { main: items },
      truncated: false,
      error: problem,
      logs: [{ level: 'info', message: 'm' }],
    },
  },
  {
    type: 'hook.reply',
    reply: { runId: 'r-1', status: 200, headers: { a: 'b' }, body: 'x', encoding: 'utf8' },
  },
  {
    type: 'run.finished',
    outcome: { runId: 'r-1', status: 'failed', finishedAt: time, error: problem },
    steps: [],
    reply: { runId: 'r-1', status: 200, headers: {}, body: '', encoding: 'utf8' },
  },
  {
    type: 'run.aside',
    aside: {
      runId: 'r-1',
      nodeId: 'a',
      until: time,
      call: { method: 'POST', respond: 'whenDone' },
      tokenHashes: ['0f'.repeat(32)],
      state: 'r-1.f',
    },
    steps: [],
  },
  { type: 'pong', sequence: 1 },
  { type: 'log', level: 'info', message: 'm', runId: 'r-1' },
];

/** One valid message of every type. */
export const samples: readonly (HostMessage | RunnerMessage)[] = [...fromHost, ...fromRunner];
