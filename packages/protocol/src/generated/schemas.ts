// Written by bin/write-schemas.mjs from messages.ts; do not edit.
import type { Schema } from '../check.js';

export const hostSchemas: Readonly<Record<string, Schema>> = {
  hello: {
    type: 'object',
    required: [
      'type',
      'plugins',
      'egress',
      'allowedDirectories',
      'files',
      'limits',
      'resumeBase',
      'hidden',
      'unreachable',
    ],
    properties: {
      type: { const: 'hello', type: 'string' },
      plugins: {
        type: 'array',
        items: {
          type: 'object',
          required: ['packageName', 'packageVersion', 'entry'],
          properties: {
            packageName: { type: 'string' },
            packageVersion: { type: 'string' },
            entry: { type: 'string' },
            provides: {
              type: 'object',
              required: ['name', 'connectorTypes'],
              properties: {
                name: { type: 'string' },
                connectorTypes: { type: 'array', items: { type: 'string' } },
              },
            },
          },
        },
      },
      egress: {
        type: 'object',
        required: ['allowPrivateForConnections', 'allowPrivateForPatterns', 'ownListeners', 'allow', 'deny'],
        properties: {
          allowPrivateForConnections: { type: 'boolean' },
          allowPrivateForPatterns: { type: 'boolean' },
          ownListeners: {
            type: 'array',
            items: {
              type: 'object',
              required: ['address', 'port'],
              properties: { address: { type: 'string' }, port: { type: 'integer' } },
            },
          },
          allow: { type: 'array', items: { type: 'string' } },
          deny: { type: 'array', items: { type: 'string' } },
          relay: { type: 'string' },
          proxy: {
            type: 'object',
            required: ['bypass', 'sockets', 'names'],
            properties: {
              http: { type: 'string' },
              https: { type: 'string' },
              bypass: { type: 'array', items: { type: 'string' } },
              sockets: { type: 'boolean' },
              names: {
                anyOf: [
                  { const: 'here', type: 'string' },
                  { const: 'proxy', type: 'string' },
                ],
              },
            },
          },
        },
      },
      allowedDirectories: { type: 'array', items: { type: 'string' } },
      files: {
        type: 'object',
        required: ['directory', 'fileBytes', 'runBytes'],
        properties: {
          directory: { type: 'string' },
          fileBytes: { type: 'integer' },
          runBytes: { type: 'integer' },
        },
      },
      limits: {
        type: 'object',
        required: ['recordedItems', 'recordedBytes', 'memoryMb'],
        properties: {
          recordedItems: { type: 'integer' },
          recordedBytes: { type: 'integer' },
          memoryMb: { type: 'integer' },
        },
      },
      resumeBase: { type: 'string' },
      hidden: { type: 'array', items: { type: 'string' } },
      unreachable: {
        type: 'array',
        items: {
          type: 'object',
          required: ['host', 'port'],
          properties: { host: { type: 'string' }, port: { type: 'integer' } },
        },
      },
    },
  },
  plugins: {
    type: 'object',
    required: ['type', 'plugins'],
    properties: {
      type: { const: 'plugins', type: 'string' },
      plugins: {
        type: 'array',
        items: {
          type: 'object',
          required: ['packageName', 'packageVersion', 'entry'],
          properties: {
            packageName: { type: 'string' },
            packageVersion: { type: 'string' },
            entry: { type: 'string' },
            provides: {
              type: 'object',
              required: ['name', 'connectorTypes'],
              properties: {
                name: { type: 'string' },
                connectorTypes: { type: 'array', items: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  },
  describe: {
    type: 'object',
    required: ['type', 'requestId', 'plugin'],
    properties: {
      type: { const: 'describe', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      plugin: {
        type: 'object',
        required: ['packageName', 'packageVersion', 'entry'],
        properties: {
          packageName: { type: 'string' },
          packageVersion: { type: 'string' },
          entry: { type: 'string' },
          provides: {
            type: 'object',
            required: ['name', 'connectorTypes'],
            properties: {
              name: { type: 'string' },
              connectorTypes: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  test: {
    type: 'object',
    required: ['type', 'requestId', 'connection', 'deadlineMs'],
    properties: {
      type: { const: 'test', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      connection: {
        type: 'object',
        required: ['connectionId', 'version', 'connectorType', 'pool'],
        properties: {
          connectionId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          version: { type: 'integer' },
          connectorType: { type: 'string' },
          config: { type: 'object', patternProperties: { '^(.*)$': {} } },
          secrets: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          variant: { type: 'string' },
          pool: {
            type: 'object',
            required: ['poolSize', 'maxOverflow', 'poolRecycle'],
            properties: {
              poolSize: { type: 'integer' },
              maxOverflow: { type: 'integer' },
              poolRecycle: { type: 'integer' },
            },
          },
        },
      },
      deadlineMs: { type: 'integer' },
      delivery: {
        anyOf: [
          {
            type: 'object',
            required: ['kind', 'message'],
            properties: {
              kind: { const: 'notify', type: 'string' },
              message: {
                additionalProperties: false,
                type: 'object',
                required: ['subject', 'bodyText', 'severity', 'source'],
                properties: {
                  subject: { minLength: 1, maxLength: 500, type: 'string' },
                  bodyText: { maxLength: 20000, type: 'string' },
                  severity: {
                    anyOf: [
                      { const: 'info', type: 'string' },
                      { const: 'success', type: 'string' },
                      { const: 'warning', type: 'string' },
                      { const: 'error', type: 'string' },
                      { const: 'critical', type: 'string' },
                    ],
                  },
                  source: { maxLength: 200, type: 'string' },
                },
              },
            },
          },
          {
            type: 'object',
            required: ['kind', 'message'],
            properties: {
              kind: { const: 'sendMessage', type: 'string' },
              message: {
                additionalProperties: false,
                type: 'object',
                required: ['to', 'body'],
                properties: {
                  to: { minLength: 1, maxLength: 500, type: 'string' },
                  body: { minLength: 1, maxLength: 20000, type: 'string' },
                },
              },
            },
          },
        ],
      },
    },
  },
  models: {
    type: 'object',
    required: ['type', 'requestId', 'connection', 'schemas', 'maxModels', 'deadlineMs'],
    properties: {
      type: { const: 'models', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      connection: {
        type: 'object',
        required: ['connectionId', 'version', 'connectorType', 'pool'],
        properties: {
          connectionId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          version: { type: 'integer' },
          connectorType: { type: 'string' },
          config: { type: 'object', patternProperties: { '^(.*)$': {} } },
          secrets: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          variant: { type: 'string' },
          pool: {
            type: 'object',
            required: ['poolSize', 'maxOverflow', 'poolRecycle'],
            properties: {
              poolSize: { type: 'integer' },
              maxOverflow: { type: 'integer' },
              poolRecycle: { type: 'integer' },
            },
          },
        },
      },
      schemas: { type: 'array', items: { type: 'string' } },
      maxModels: { type: 'integer' },
      deadlineMs: { type: 'integer' },
    },
  },
  probe: {
    type: 'object',
    required: ['type', 'requestId', 'connection', 'steps', 'deadlineMs'],
    properties: {
      type: { const: 'probe', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      connection: {
        type: 'object',
        required: ['connectionId', 'version', 'connectorType', 'pool'],
        properties: {
          connectionId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          version: { type: 'integer' },
          connectorType: { type: 'string' },
          config: { type: 'object', patternProperties: { '^(.*)$': {} } },
          secrets: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          variant: { type: 'string' },
          pool: {
            type: 'object',
            required: ['poolSize', 'maxOverflow', 'poolRecycle'],
            properties: {
              poolSize: { type: 'integer' },
              maxOverflow: { type: 'integer' },
              poolRecycle: { type: 'integer' },
            },
          },
        },
      },
      steps: {
        maxItems: 200,
        type: 'array',
        items: {
          type: 'object',
          required: ['nodeType', 'parameters'],
          properties: {
            nodeType: { type: 'string' },
            parameters: { type: 'object', patternProperties: { '^(.*)$': {} } },
          },
        },
      },
      deadlineMs: { type: 'integer' },
    },
  },
  abort: {
    type: 'object',
    required: ['type', 'requestId'],
    properties: { type: { const: 'abort', type: 'string' }, requestId: { minimum: 0, type: 'integer' } },
  },
  'pattern.put': {
    type: 'object',
    required: ['type', 'patternKey', 'graph'],
    properties: {
      type: { const: 'pattern.put', type: 'string' },
      patternKey: { type: 'string' },
      graph: {
        additionalProperties: false,
        type: 'object',
        required: ['nodes', 'edges'],
        properties: {
          nodes: {
            maxItems: 1000,
            type: 'array',
            items: {
              additionalProperties: false,
              type: 'object',
              required: ['id', 'name', 'type'],
              properties: {
                id: { minLength: 1, maxLength: 64, type: 'string' },
                name: { minLength: 1, maxLength: 200, type: 'string' },
                type: { minLength: 1, maxLength: 200, type: 'string' },
                typeVersion: { minimum: 1, type: 'integer' },
                parameters: { type: 'object', patternProperties: { '^(.*)$': {} } },
                connections: {
                  type: 'object',
                  patternProperties: { '^(.*)$': { maxLength: 64, type: 'string' } },
                },
                inline: {
                  type: 'object',
                  patternProperties: {
                    '^(.*)$': {
                      additionalProperties: false,
                      type: 'object',
                      required: ['type', 'config'],
                      properties: {
                        type: { minLength: 1, maxLength: 64, type: 'string' },
                        config: { type: 'object', patternProperties: { '^(.*)$': {} } },
                        secretKeys: { maxItems: 500, type: 'array', items: { type: 'string' } },
                        secretsSetAt: { type: 'string' },
                        id: { maxLength: 64, type: 'string' },
                      },
                    },
                  },
                },
                position: {
                  type: 'object',
                  required: ['x', 'y'],
                  properties: { x: { type: 'number' }, y: { type: 'number' } },
                },
                settings: {
                  additionalProperties: false,
                  type: 'object',
                  properties: {
                    disabled: { type: 'boolean' },
                    retries: { minimum: 0, maximum: 20, type: 'integer' },
                    retryDelayMs: { minimum: 0, maximum: 3600000, type: 'integer' },
                    timeoutMs: { minimum: 1, maximum: 86400000, type: 'integer' },
                    onError: {
                      anyOf: [
                        { const: 'stop', type: 'string' },
                        { const: 'continue', type: 'string' },
                        { const: 'errorOutput', type: 'string' },
                      ],
                    },
                    alwaysOutputData: { type: 'boolean' },
                    executeOnce: { type: 'boolean' },
                  },
                },
                notes: { maxLength: 10000, type: 'string' },
                pinned: {
                  type: 'object',
                  patternProperties: {
                    '^(.*)$': {
                      maxItems: 1000,
                      type: 'array',
                      items: {
                        additionalProperties: false,
                        type: 'object',
                        required: ['json'],
                        properties: {
                          json: { type: 'object', patternProperties: { '^(.*)$': {} } },
                          binary: { type: 'object', patternProperties: { '^(.*)$': {} } },
                          pairedItem: {},
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          edges: {
            maxItems: 5000,
            type: 'array',
            items: {
              additionalProperties: false,
              type: 'object',
              required: ['from', 'to'],
              properties: {
                from: {
                  additionalProperties: false,
                  type: 'object',
                  required: ['node', 'pin'],
                  properties: {
                    node: { minLength: 1, maxLength: 64, type: 'string' },
                    pin: { minLength: 1, maxLength: 64, type: 'string' },
                  },
                },
                to: {
                  additionalProperties: false,
                  type: 'object',
                  required: ['node', 'pin'],
                  properties: {
                    node: { minLength: 1, maxLength: 64, type: 'string' },
                    pin: { minLength: 1, maxLength: 64, type: 'string' },
                  },
                },
              },
            },
          },
          settings: {
            additionalProperties: false,
            type: 'object',
            properties: {
              timeZone: { maxLength: 64, type: 'string' },
              timeoutMs: { minimum: 1, maximum: 604800000, type: 'integer' },
              vars: { type: 'object', patternProperties: { '^(.*)$': {} } },
            },
          },
        },
      },
    },
  },
  'run.start': {
    type: 'object',
    required: ['type', 'order'],
    properties: {
      type: { const: 'run.start', type: 'string' },
      order: {
        type: 'object',
        required: [
          'runId',
          'patternKey',
          'patternId',
          'patternName',
          'environment',
          'trigger',
          'startedAt',
          'timeoutMs',
        ],
        properties: {
          runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          patternKey: { type: 'string' },
          patternId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          patternName: { type: 'string' },
          environment: { type: 'string' },
          trigger: {
            type: 'object',
            required: ['nodeId', 'items'],
            properties: {
              nodeId: { type: 'string' },
              items: {
                type: 'array',
                items: {
                  additionalProperties: false,
                  type: 'object',
                  required: ['json'],
                  properties: {
                    json: { type: 'object', patternProperties: { '^(.*)$': {} } },
                    binary: { type: 'object', patternProperties: { '^(.*)$': {} } },
                    pairedItem: {},
                  },
                },
              },
              respond: {
                anyOf: [
                  { const: 'byNode', type: 'string' },
                  { const: 'whenDone', type: 'string' },
                  { const: 'immediately', type: 'string' },
                ],
              },
              answer: {
                type: 'object',
                properties: {
                  status: { minimum: 200, maximum: 599, type: 'integer' },
                  headers: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
                  data: {
                    anyOf: [
                      { const: 'firstItem', type: 'string' },
                      { const: 'allItems', type: 'string' },
                      { const: 'file', type: 'string' },
                      { const: 'nothing', type: 'string' },
                    ],
                  },
                  key: { maxLength: 200, type: 'string' },
                  file: { maxLength: 200, type: 'string' },
                },
              },
            },
          },
          callId: { type: 'integer' },
          resumed: {
            type: 'object',
            required: ['state', 'by'],
            properties: {
              state: { type: 'string' },
              by: {
                anyOf: [
                  { const: 'time', type: 'string' },
                  { const: 'call', type: 'string' },
                ],
              },
            },
          },
          startedAt: { type: 'string' },
          timeoutMs: { type: 'integer' },
        },
      },
    },
  },
  'run.cancel': {
    type: 'object',
    required: ['type', 'runId', 'reason'],
    properties: {
      type: { const: 'run.cancel', type: 'string' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      reason: {
        anyOf: [
          { const: 'canceled', type: 'string' },
          { const: 'timedOut', type: 'string' },
          { const: 'shutdown', type: 'string' },
        ],
      },
    },
  },
  'lease.granted': {
    type: 'object',
    required: ['type', 'requestId', 'connection'],
    properties: {
      type: { const: 'lease.granted', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      connection: {
        type: 'object',
        required: ['connectionId', 'version', 'connectorType', 'pool'],
        properties: {
          connectionId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          version: { type: 'integer' },
          connectorType: { type: 'string' },
          config: { type: 'object', patternProperties: { '^(.*)$': {} } },
          secrets: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          variant: { type: 'string' },
          pool: {
            type: 'object',
            required: ['poolSize', 'maxOverflow', 'poolRecycle'],
            properties: {
              poolSize: { type: 'integer' },
              maxOverflow: { type: 'integer' },
              poolRecycle: { type: 'integer' },
            },
          },
        },
      },
    },
  },
  'secrets.granted': {
    type: 'object',
    required: ['type', 'requestId', 'values'],
    properties: {
      type: { const: 'secrets.granted', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      values: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
    },
  },
  'memory.answered': {
    type: 'object',
    required: ['type', 'requestId', 'answer'],
    properties: {
      type: { const: 'memory.answered', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      answer: {
        type: 'object',
        properties: { areNew: { type: 'array', items: { type: 'boolean' } }, before: { type: 'number' } },
      },
    },
  },
  'lease.denied': {
    type: 'object',
    required: ['type', 'requestId', 'problem'],
    properties: {
      type: { const: 'lease.denied', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      problem: {
        type: 'object',
        required: ['code', 'title'],
        properties: {
          code: { type: 'string' },
          title: { type: 'string' },
          detail: { type: 'string' },
          nodeId: { type: 'string' },
          nodeName: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pointer', 'detail'],
              properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  'call.started': {
    type: 'object',
    required: ['type', 'requestId', 'runId'],
    properties: {
      type: { const: 'call.started', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
    },
  },
  'call.refused': {
    type: 'object',
    required: ['type', 'requestId', 'problem'],
    properties: {
      type: { const: 'call.refused', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      problem: {
        type: 'object',
        required: ['code', 'title'],
        properties: {
          code: { type: 'string' },
          title: { type: 'string' },
          detail: { type: 'string' },
          nodeId: { type: 'string' },
          nodeName: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pointer', 'detail'],
              properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  'connection.changed': {
    type: 'object',
    required: ['type', 'connectionId'],
    properties: {
      type: { const: 'connection.changed', type: 'string' },
      connectionId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      version: { type: 'integer' },
    },
  },
  ping: {
    type: 'object',
    required: ['type', 'sequence'],
    properties: { type: { const: 'ping', type: 'string' }, sequence: { type: 'integer' } },
  },
  shutdown: {
    type: 'object',
    required: ['type', 'deadlineMs'],
    properties: { type: { const: 'shutdown', type: 'string' }, deadlineMs: { type: 'integer' } },
  },
};

export const runnerSchemas: Readonly<Record<string, Schema>> = {
  ready: {
    type: 'object',
    required: ['type', 'pid', 'reached', 'connected', 'closed'],
    properties: {
      type: { const: 'ready', type: 'string' },
      pid: { type: 'integer' },
      reached: { type: 'array', items: { type: 'string' } },
      connected: { type: 'array', items: { type: 'string' } },
      closed: { type: 'array', items: { type: 'string' } },
    },
  },
  fatal: {
    type: 'object',
    required: ['type', 'problem'],
    properties: {
      type: { const: 'fatal', type: 'string' },
      problem: {
        type: 'object',
        required: ['code', 'title'],
        properties: {
          code: { type: 'string' },
          title: { type: 'string' },
          detail: { type: 'string' },
          nodeId: { type: 'string' },
          nodeName: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pointer', 'detail'],
              properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  described: {
    type: 'object',
    required: ['type', 'requestId', 'manifest'],
    properties: {
      type: { const: 'described', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      manifest: {
        type: 'object',
        required: ['name', 'displayName', 'connectors', 'nodes'],
        properties: {
          name: { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$', type: 'string' },
          displayName: { minLength: 1, maxLength: 100, type: 'string' },
          connectors: {
            maxItems: 1000,
            type: 'array',
            items: {
              type: 'object',
              required: [
                'type',
                'displayName',
                'description',
                'category',
                'aliases',
                'auth',
                'capabilities',
                'queryable',
                'fields',
              ],
              properties: {
                type: { pattern: '^[a-z][a-z0-9_]{0,63}$', type: 'string' },
                displayName: { minLength: 1, maxLength: 100, type: 'string' },
                description: { maxLength: 500, type: 'string' },
                icon: { maxLength: 20000, type: 'string' },
                category: { maxLength: 50, type: 'string' },
                aliases: {
                  maxItems: 20,
                  type: 'array',
                  items: { pattern: '^[a-z][a-z0-9_]{0,63}$', type: 'string' },
                },
                auth: { maxLength: 50, type: 'string' },
                documentationUrl: { maxLength: 500, type: 'string' },
                capabilities: { maxItems: 20, type: 'array', items: { maxLength: 50, type: 'string' } },
                queryable: { type: 'boolean' },
                fields: {
                  maxItems: 500,
                  type: 'array',
                  items: { type: 'object', patternProperties: { '^(.*)$': {} } },
                },
                imports: {
                  maxItems: 50,
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['from', 'fields'],
                    properties: {
                      from: {
                        anyOf: [
                          { const: 'url', type: 'string' },
                          { const: 'env', type: 'string' },
                          { const: 'curl', type: 'string' },
                          { const: 'n8n', type: 'string' },
                          { const: 'airflow', type: 'string' },
                          { const: 'pem', type: 'string' },
                          { const: 'serviceAccount', type: 'string' },
                        ],
                      },
                      names: {
                        maxItems: 50,
                        type: 'array',
                        items: { minLength: 1, maxLength: 100, type: 'string' },
                      },
                      hosts: {
                        maxItems: 20,
                        type: 'array',
                        items: { minLength: 1, maxLength: 100, type: 'string' },
                      },
                      needs: {
                        maxItems: 20,
                        type: 'array',
                        items: { minLength: 1, maxLength: 100, type: 'string' },
                      },
                      fields: {
                        type: 'object',
                        patternProperties: {
                          '^(.*)$': {
                            type: 'object',
                            required: ['field'],
                            properties: {
                              field: { minLength: 1, maxLength: 200, type: 'string' },
                              values: {
                                type: 'object',
                                patternProperties: {
                                  '^(.*)$': {
                                    anyOf: [
                                      { maxLength: 200, type: 'string' },
                                      { type: 'number' },
                                      { type: 'boolean' },
                                    ],
                                  },
                                },
                              },
                              prefix: { maxLength: 200, type: 'string' },
                            },
                          },
                        },
                      },
                      constants: {
                        type: 'object',
                        patternProperties: {
                          '^(.*)$': {
                            anyOf: [
                              { maxLength: 200, type: 'string' },
                              { type: 'number' },
                              { type: 'boolean' },
                            ],
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          nodes: {
            maxItems: 2000,
            type: 'array',
            items: {
              type: 'object',
              required: [
                'type',
                'version',
                'displayName',
                'description',
                'group',
                'parameters',
                'inputs',
                'outputs',
                'connections',
              ],
              properties: {
                type: {
                  pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}\\.[A-Za-z][A-Za-z0-9_-]{0,63}$',
                  type: 'string',
                },
                version: { minimum: 1, type: 'integer' },
                displayName: { minLength: 1, maxLength: 100, type: 'string' },
                description: { maxLength: 500, type: 'string' },
                icon: { maxLength: 20000, type: 'string' },
                group: { maxLength: 50, type: 'string' },
                trigger: { maxLength: 50, type: 'string' },
                subtitle: { maxLength: 200, type: 'string' },
                parameters: {
                  maxItems: 500,
                  type: 'array',
                  items: { type: 'object', patternProperties: { '^(.*)$': {} } },
                },
                inputs: {
                  maxItems: 50,
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['name', 'type'],
                    properties: {
                      name: { minLength: 1, maxLength: 64, type: 'string' },
                      type: {
                        anyOf: [
                          { const: 'any', type: 'string' },
                          { const: 'items', type: 'string' },
                          { const: 'json', type: 'string' },
                          { const: 'string', type: 'string' },
                          { const: 'float', type: 'string' },
                          { const: 'integer', type: 'string' },
                          { const: 'boolean', type: 'string' },
                        ],
                      },
                      displayName: { type: 'string' },
                      aliases: { type: 'array', items: { type: 'string' } },
                      required: { type: 'boolean' },
                      displayOptions: {
                        type: 'object',
                        properties: {
                          show: {
                            type: 'object',
                            patternProperties: {
                              '^(.*)$': {
                                maxItems: 50,
                                type: 'array',
                                items: {
                                  anyOf: [
                                    { maxLength: 200, type: 'string' },
                                    { type: 'number' },
                                    { type: 'boolean' },
                                  ],
                                },
                              },
                            },
                          },
                          hide: {
                            type: 'object',
                            patternProperties: {
                              '^(.*)$': {
                                maxItems: 50,
                                type: 'array',
                                items: {
                                  anyOf: [
                                    { maxLength: 200, type: 'string' },
                                    { type: 'number' },
                                    { type: 'boolean' },
                                  ],
                                },
                              },
                            },
                          },
                        },
                      },
                      nameFrom: { maxLength: 100, type: 'string' },
                    },
                  },
                },
                outputs: {
                  maxItems: 50,
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['name', 'type'],
                    properties: {
                      name: { minLength: 1, maxLength: 64, type: 'string' },
                      type: {
                        anyOf: [
                          { const: 'any', type: 'string' },
                          { const: 'items', type: 'string' },
                          { const: 'json', type: 'string' },
                          { const: 'string', type: 'string' },
                          { const: 'float', type: 'string' },
                          { const: 'integer', type: 'string' },
                          { const: 'boolean', type: 'string' },
                        ],
                      },
                      displayName: { type: 'string' },
                      aliases: { type: 'array', items: { type: 'string' } },
                      required: { type: 'boolean' },
                      displayOptions: {
                        type: 'object',
                        properties: {
                          show: {
                            type: 'object',
                            patternProperties: {
                              '^(.*)$': {
                                maxItems: 50,
                                type: 'array',
                                items: {
                                  anyOf: [
                                    { maxLength: 200, type: 'string' },
                                    { type: 'number' },
                                    { type: 'boolean' },
                                  ],
                                },
                              },
                            },
                          },
                          hide: {
                            type: 'object',
                            patternProperties: {
                              '^(.*)$': {
                                maxItems: 50,
                                type: 'array',
                                items: {
                                  anyOf: [
                                    { maxLength: 200, type: 'string' },
                                    { type: 'number' },
                                    { type: 'boolean' },
                                  ],
                                },
                              },
                            },
                          },
                        },
                      },
                      nameFrom: { maxLength: 100, type: 'string' },
                    },
                  },
                },
                connections: {
                  maxItems: 20,
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['slot', 'accepts', 'required'],
                    properties: {
                      slot: { type: 'string' },
                      displayName: { type: 'string' },
                      accepts: {
                        type: 'object',
                        properties: {
                          capability: { type: 'string' },
                          types: { type: 'array', items: { type: 'string' } },
                        },
                      },
                      required: { type: 'boolean' },
                      inline: { type: 'boolean' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  tested: {
    type: 'object',
    required: ['type', 'requestId', 'result'],
    properties: {
      type: { const: 'tested', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      result: {
        type: 'object',
        required: ['outcome', 'latencyMs'],
        properties: {
          outcome: {
            anyOf: [
              { const: 'ok', type: 'string' },
              { const: 'authFailed', type: 'string' },
              { const: 'unreachable', type: 'string' },
              { const: 'timeout', type: 'string' },
              { const: 'tls', type: 'string' },
              { const: 'refusedByPolicy', type: 'string' },
              { const: 'protocol', type: 'string' },
              { const: 'unsupported', type: 'string' },
            ],
          },
          latencyMs: { type: 'number' },
          message: { maxLength: 2000, type: 'string' },
        },
      },
    },
  },
  listed: {
    type: 'object',
    required: ['type', 'requestId', 'list'],
    properties: {
      type: { const: 'listed', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      list: {
        type: 'object',
        required: ['models', 'truncated'],
        properties: {
          models: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'kind'],
              properties: {
                schema: { type: 'string' },
                name: { type: 'string' },
                kind: {
                  anyOf: [
                    { const: 'table', type: 'string' },
                    { const: 'view', type: 'string' },
                    { const: 'collection', type: 'string' },
                    { const: 'file', type: 'string' },
                  ],
                },
                columns: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['name', 'type'],
                    properties: {
                      name: { type: 'string' },
                      type: { type: 'string' },
                      nullable: { type: 'boolean' },
                    },
                  },
                },
              },
            },
          },
          truncated: { type: 'boolean' },
        },
      },
    },
  },
  probed: {
    type: 'object',
    required: ['type', 'requestId', 'steps'],
    properties: {
      type: { const: 'probed', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      steps: {
        maxItems: 200,
        type: 'array',
        items: {
          type: 'object',
          required: ['outcome'],
          properties: {
            outcome: {
              anyOf: [
                { const: 'passed', type: 'string' },
                { const: 'failed', type: 'string' },
                { const: 'notProbed', type: 'string' },
              ],
            },
            message: { maxLength: 1000, type: 'string' },
          },
        },
      },
    },
  },
  failed: {
    type: 'object',
    required: ['type', 'requestId', 'problem'],
    properties: {
      type: { const: 'failed', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      problem: {
        type: 'object',
        required: ['code', 'title'],
        properties: {
          code: { type: 'string' },
          title: { type: 'string' },
          detail: { type: 'string' },
          nodeId: { type: 'string' },
          nodeName: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['pointer', 'detail'],
              properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  'lease.request': {
    type: 'object',
    required: ['type', 'requestId', 'runId', 'nodeId', 'slot', 'connectionId'],
    properties: {
      type: { const: 'lease.request', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      nodeId: { type: 'string' },
      slot: { type: 'string' },
      connectionId: { type: 'string' },
      openVersion: { type: 'integer' },
      openVariants: { maxItems: 1000, type: 'array', items: { type: 'string' } },
    },
  },
  'secrets.request': {
    type: 'object',
    required: ['type', 'requestId', 'runId', 'nodeId', 'names'],
    properties: {
      type: { const: 'secrets.request', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      nodeId: { type: 'string' },
      names: { maxItems: 200, type: 'array', items: { maxLength: 64, type: 'string' } },
    },
  },
  'memory.request': {
    type: 'object',
    required: ['type', 'requestId', 'runId', 'nodeId', 'scope', 'question'],
    properties: {
      type: { const: 'memory.request', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      nodeId: { type: 'string' },
      scope: {
        anyOf: [
          { const: 'node', type: 'string' },
          { const: 'pattern', type: 'string' },
        ],
      },
      question: {
        anyOf: [
          {
            type: 'object',
            required: ['kind', 'keys', 'history'],
            properties: {
              kind: { const: 'areNew', type: 'string' },
              keys: {
                maxItems: 1000,
                type: 'array',
                items: { pattern: '^[A-Za-z0-9_-]{22}$', type: 'string' },
              },
              history: { minimum: 1, maximum: 100000, type: 'integer' },
            },
          },
          {
            type: 'object',
            required: ['kind', 'of', 'value'],
            properties: {
              kind: { const: 'raise', type: 'string' },
              of: {
                anyOf: [
                  { const: 'number', type: 'string' },
                  { const: 'time', type: 'string' },
                ],
              },
              value: { type: 'number' },
            },
          },
          { type: 'object', required: ['kind'], properties: { kind: { const: 'forget', type: 'string' } } },
        ],
      },
    },
  },
  'lease.release': {
    type: 'object',
    required: ['type', 'requestId'],
    properties: {
      type: { const: 'lease.release', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
    },
  },
  'pattern.call': {
    type: 'object',
    required: ['type', 'requestId', 'runId', 'nodeId'],
    properties: {
      type: { const: 'pattern.call', type: 'string' },
      requestId: { minimum: 0, type: 'integer' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      nodeId: { type: 'string' },
      items: {
        type: 'array',
        items: {
          additionalProperties: false,
          type: 'object',
          required: ['json'],
          properties: {
            json: { type: 'object', patternProperties: { '^(.*)$': {} } },
            binary: { type: 'object', patternProperties: { '^(.*)$': {} } },
            pairedItem: {},
          },
        },
      },
    },
  },
  'run.file': {
    type: 'object',
    required: ['type', 'runId', 'file'],
    properties: {
      type: { const: 'run.file', type: 'string' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      file: {
        type: 'object',
        required: ['id', 'mimeType', 'size'],
        properties: {
          id: { pattern: '^[A-Za-z0-9_-]{1,64}\\.[0-9a-f-]{36}$', type: 'string' },
          mimeType: { maxLength: 255, type: 'string' },
          fileName: { maxLength: 255, type: 'string' },
          size: { minimum: 0, type: 'integer' },
        },
      },
    },
  },
  step: {
    type: 'object',
    required: ['type', 'runId', 'step'],
    properties: {
      type: { const: 'step', type: 'string' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
      step: {
        type: 'object',
        required: [
          'runIndex',
          'nodeId',
          'name',
          'type',
          'status',
          'startedAt',
          'durationMs',
          'attempts',
          'itemCounts',
          'outputs',
          'truncated',
        ],
        properties: {
          runIndex: { minimum: 0, type: 'integer' },
          nodeId: { type: 'string' },
          name: { type: 'string' },
          type: { type: 'string' },
          status: {
            anyOf: [
              { const: 'running', type: 'string' },
              { const: 'waiting', type: 'string' },
              { const: 'success', type: 'string' },
              { const: 'failed', type: 'string' },
              { const: 'skipped', type: 'string' },
              { const: 'canceled', type: 'string' },
            ],
          },
          startedAt: { format: 'date-time', type: 'string' },
          durationMs: { anyOf: [{ type: 'number' }, { type: 'null' }] },
          attempts: { minimum: 1, type: 'integer' },
          itemCounts: {
            type: 'object',
            required: ['in', 'out'],
            properties: {
              in: { type: 'object', patternProperties: { '^(.*)$': { type: 'integer' } } },
              out: { type: 'object', patternProperties: { '^(.*)$': { type: 'integer' } } },
            },
          },
          outputs: {
            type: 'object',
            patternProperties: {
              '^(.*)$': {
                type: 'array',
                items: {
                  additionalProperties: false,
                  type: 'object',
                  required: ['json'],
                  properties: {
                    json: { type: 'object', patternProperties: { '^(.*)$': {} } },
                    binary: { type: 'object', patternProperties: { '^(.*)$': {} } },
                    pairedItem: {},
                  },
                },
              },
            },
          },
          truncated: { type: 'boolean' },
          error: {
            type: 'object',
            required: ['code', 'title'],
            properties: {
              code: { type: 'string' },
              title: { type: 'string' },
              detail: { type: 'string' },
              nodeId: { type: 'string' },
              nodeName: { type: 'string' },
              errors: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['pointer', 'detail'],
                  properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
                },
              },
            },
          },
          waiting: {
            type: 'object',
            required: ['forCall'],
            properties: { until: { format: 'date-time', type: 'string' }, forCall: { type: 'boolean' } },
          },
          logs: {
            type: 'array',
            items: {
              type: 'object',
              required: ['level', 'message'],
              properties: { level: { type: 'string' }, message: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  'hook.reply': {
    type: 'object',
    required: ['type', 'reply'],
    properties: {
      type: { const: 'hook.reply', type: 'string' },
      reply: {
        type: 'object',
        required: ['runId', 'status', 'headers', 'body', 'encoding'],
        properties: {
          runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          status: { minimum: 100, maximum: 599, type: 'integer' },
          headers: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          body: { type: 'string' },
          encoding: {
            anyOf: [
              { const: 'utf8', type: 'string' },
              { const: 'base64', type: 'string' },
            ],
          },
          file: {
            type: 'object',
            required: ['id', 'mimeType', 'size'],
            properties: {
              id: { pattern: '^[A-Za-z0-9_-]{1,64}\\.[0-9a-f-]{36}$', type: 'string' },
              mimeType: { maxLength: 255, type: 'string' },
              fileName: { maxLength: 255, type: 'string' },
              size: { minimum: 0, type: 'integer' },
            },
          },
        },
      },
    },
  },
  'run.finished': {
    type: 'object',
    required: ['type', 'outcome'],
    properties: {
      type: { const: 'run.finished', type: 'string' },
      outcome: {
        type: 'object',
        required: ['runId', 'status', 'finishedAt'],
        properties: {
          runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          status: {
            anyOf: [
              { const: 'success', type: 'string' },
              { const: 'failed', type: 'string' },
              { const: 'canceled', type: 'string' },
              { const: 'timedOut', type: 'string' },
            ],
          },
          finishedAt: { type: 'string' },
          error: {
            type: 'object',
            required: ['code', 'title'],
            properties: {
              code: { type: 'string' },
              title: { type: 'string' },
              detail: { type: 'string' },
              nodeId: { type: 'string' },
              nodeName: { type: 'string' },
              errors: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['pointer', 'detail'],
                  properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
                },
              },
            },
          },
        },
      },
      steps: {
        type: 'array',
        items: {
          type: 'object',
          required: [
            'runIndex',
            'nodeId',
            'name',
            'type',
            'status',
            'startedAt',
            'durationMs',
            'attempts',
            'itemCounts',
            'outputs',
            'truncated',
          ],
          properties: {
            runIndex: { minimum: 0, type: 'integer' },
            nodeId: { type: 'string' },
            name: { type: 'string' },
            type: { type: 'string' },
            status: {
              anyOf: [
                { const: 'running', type: 'string' },
                { const: 'waiting', type: 'string' },
                { const: 'success', type: 'string' },
                { const: 'failed', type: 'string' },
                { const: 'skipped', type: 'string' },
                { const: 'canceled', type: 'string' },
              ],
            },
            startedAt: { format: 'date-time', type: 'string' },
            durationMs: { anyOf: [{ type: 'number' }, { type: 'null' }] },
            attempts: { minimum: 1, type: 'integer' },
            itemCounts: {
              type: 'object',
              required: ['in', 'out'],
              properties: {
                in: { type: 'object', patternProperties: { '^(.*)$': { type: 'integer' } } },
                out: { type: 'object', patternProperties: { '^(.*)$': { type: 'integer' } } },
              },
            },
            outputs: {
              type: 'object',
              patternProperties: {
                '^(.*)$': {
                  type: 'array',
                  items: {
                    additionalProperties: false,
                    type: 'object',
                    required: ['json'],
                    properties: {
                      json: { type: 'object', patternProperties: { '^(.*)$': {} } },
                      binary: { type: 'object', patternProperties: { '^(.*)$': {} } },
                      pairedItem: {},
                    },
                  },
                },
              },
            },
            truncated: { type: 'boolean' },
            error: {
              type: 'object',
              required: ['code', 'title'],
              properties: {
                code: { type: 'string' },
                title: { type: 'string' },
                detail: { type: 'string' },
                nodeId: { type: 'string' },
                nodeName: { type: 'string' },
                errors: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['pointer', 'detail'],
                    properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
                  },
                },
              },
            },
            waiting: {
              type: 'object',
              required: ['forCall'],
              properties: { until: { format: 'date-time', type: 'string' }, forCall: { type: 'boolean' } },
            },
            logs: {
              type: 'array',
              items: {
                type: 'object',
                required: ['level', 'message'],
                properties: { level: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
      reply: {
        type: 'object',
        required: ['runId', 'status', 'headers', 'body', 'encoding'],
        properties: {
          runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          status: { minimum: 100, maximum: 599, type: 'integer' },
          headers: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          body: { type: 'string' },
          encoding: {
            anyOf: [
              { const: 'utf8', type: 'string' },
              { const: 'base64', type: 'string' },
            ],
          },
          file: {
            type: 'object',
            required: ['id', 'mimeType', 'size'],
            properties: {
              id: { pattern: '^[A-Za-z0-9_-]{1,64}\\.[0-9a-f-]{36}$', type: 'string' },
              mimeType: { maxLength: 255, type: 'string' },
              fileName: { maxLength: 255, type: 'string' },
              size: { minimum: 0, type: 'integer' },
            },
          },
        },
      },
    },
  },
  'run.aside': {
    type: 'object',
    required: ['type', 'aside'],
    properties: {
      type: { const: 'run.aside', type: 'string' },
      aside: {
        type: 'object',
        required: ['runId', 'nodeId', 'tokenHashes', 'state'],
        properties: {
          runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          nodeId: { maxLength: 64, type: 'string' },
          until: { format: 'date-time', maxLength: 40, type: 'string' },
          call: {
            type: 'object',
            required: ['method', 'respond'],
            properties: {
              method: { pattern: '^[A-Z]{3,10}$', type: 'string' },
              suffix: { maxLength: 200, type: 'string' },
              guard: {
                type: 'object',
                properties: {
                  slot: { maxLength: 64, type: 'string' },
                  ignoreBots: { type: 'boolean' },
                  addresses: { maxItems: 1000, type: 'array', items: { maxLength: 64, type: 'string' } },
                },
              },
              form: {
                type: 'object',
                required: ['title', 'description', 'button', 'fields', 'completion'],
                properties: {
                  title: { maxLength: 500, type: 'string' },
                  description: { maxLength: 5000, type: 'string' },
                  button: { maxLength: 100, type: 'string' },
                  fields: {
                    maxItems: 100,
                    type: 'array',
                    items: {
                      type: 'object',
                      required: [
                        'name',
                        'label',
                        'type',
                        'required',
                        'placeholder',
                        'value',
                        'options',
                        'multiple',
                      ],
                      properties: {
                        name: { minLength: 1, maxLength: 100, type: 'string' },
                        label: { maxLength: 500, type: 'string' },
                        type: {
                          pattern:
                            '^(?:text|textarea|number|email|date|password|dropdown|radio|checkbox|file|hidden)$',
                          type: 'string',
                        },
                        required: { type: 'boolean' },
                        placeholder: { maxLength: 500, type: 'string' },
                        value: { maxLength: 5000, type: 'string' },
                        options: { maxItems: 500, type: 'array', items: { maxLength: 500, type: 'string' } },
                        multiple: { type: 'boolean' },
                      },
                    },
                  },
                  completion: {
                    anyOf: [
                      {
                        type: 'object',
                        required: ['text'],
                        properties: { text: { maxLength: 5000, type: 'string' } },
                      },
                      {
                        type: 'object',
                        required: ['redirect'],
                        properties: { redirect: { pattern: '^https?://', maxLength: 2000, type: 'string' } },
                      },
                    ],
                  },
                  opensForCaller: { type: 'boolean' },
                },
              },
              respond: {
                anyOf: [
                  { const: 'byNode', type: 'string' },
                  { const: 'whenDone', type: 'string' },
                  { const: 'immediately', type: 'string' },
                ],
              },
            },
          },
          tokenHashes: { maxItems: 50, type: 'array', items: { pattern: '^[0-9a-f]{64}$', type: 'string' } },
          state: { maxLength: 128, type: 'string' },
        },
      },
      steps: {
        type: 'array',
        items: {
          type: 'object',
          required: [
            'runIndex',
            'nodeId',
            'name',
            'type',
            'status',
            'startedAt',
            'durationMs',
            'attempts',
            'itemCounts',
            'outputs',
            'truncated',
          ],
          properties: {
            runIndex: { minimum: 0, type: 'integer' },
            nodeId: { type: 'string' },
            name: { type: 'string' },
            type: { type: 'string' },
            status: {
              anyOf: [
                { const: 'running', type: 'string' },
                { const: 'waiting', type: 'string' },
                { const: 'success', type: 'string' },
                { const: 'failed', type: 'string' },
                { const: 'skipped', type: 'string' },
                { const: 'canceled', type: 'string' },
              ],
            },
            startedAt: { format: 'date-time', type: 'string' },
            durationMs: { anyOf: [{ type: 'number' }, { type: 'null' }] },
            attempts: { minimum: 1, type: 'integer' },
            itemCounts: {
              type: 'object',
              required: ['in', 'out'],
              properties: {
                in: { type: 'object', patternProperties: { '^(.*)$': { type: 'integer' } } },
                out: { type: 'object', patternProperties: { '^(.*)$': { type: 'integer' } } },
              },
            },
            outputs: {
              type: 'object',
              patternProperties: {
                '^(.*)$': {
                  type: 'array',
                  items: {
                    additionalProperties: false,
                    type: 'object',
                    required: ['json'],
                    properties: {
                      json: { type: 'object', patternProperties: { '^(.*)$': {} } },
                      binary: { type: 'object', patternProperties: { '^(.*)$': {} } },
                      pairedItem: {},
                    },
                  },
                },
              },
            },
            truncated: { type: 'boolean' },
            error: {
              type: 'object',
              required: ['code', 'title'],
              properties: {
                code: { type: 'string' },
                title: { type: 'string' },
                detail: { type: 'string' },
                nodeId: { type: 'string' },
                nodeName: { type: 'string' },
                errors: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['pointer', 'detail'],
                    properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
                  },
                },
              },
            },
            waiting: {
              type: 'object',
              required: ['forCall'],
              properties: { until: { format: 'date-time', type: 'string' }, forCall: { type: 'boolean' } },
            },
            logs: {
              type: 'array',
              items: {
                type: 'object',
                required: ['level', 'message'],
                properties: { level: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
      reply: {
        type: 'object',
        required: ['runId', 'status', 'headers', 'body', 'encoding'],
        properties: {
          runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
          status: { minimum: 100, maximum: 599, type: 'integer' },
          headers: { type: 'object', patternProperties: { '^(.*)$': { type: 'string' } } },
          body: { type: 'string' },
          encoding: {
            anyOf: [
              { const: 'utf8', type: 'string' },
              { const: 'base64', type: 'string' },
            ],
          },
          file: {
            type: 'object',
            required: ['id', 'mimeType', 'size'],
            properties: {
              id: { pattern: '^[A-Za-z0-9_-]{1,64}\\.[0-9a-f-]{36}$', type: 'string' },
              mimeType: { maxLength: 255, type: 'string' },
              fileName: { maxLength: 255, type: 'string' },
              size: { minimum: 0, type: 'integer' },
            },
          },
        },
      },
    },
  },
  pong: {
    type: 'object',
    required: ['type', 'sequence'],
    properties: {
      type: { const: 'pong', type: 'string' },
      sequence: { type: 'integer' },
      rssMb: { minimum: 0, type: 'integer' },
      processorMs: { minimum: 0, type: 'integer' },
    },
  },
  log: {
    type: 'object',
    required: ['type', 'level', 'message'],
    properties: {
      type: { const: 'log', type: 'string' },
      level: {
        anyOf: [
          { const: 'info', type: 'string' },
          { const: 'warning', type: 'string' },
          { const: 'error', type: 'string' },
        ],
      },
      message: { maxLength: 10000, type: 'string' },
      runId: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', type: 'string' },
    },
  },
};
