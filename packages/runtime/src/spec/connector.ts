import {
  defineConnector,
  defineNode,
  field,
  PatchbayError,
  poolFields,
  type OpenContext,
} from '@patchbay/plugin-sdk';
import type { CredentialBroker, Lease, LeaseRequest, SecretsRequest } from '../types.js';

/** What the spec connector did, for the specs to look at. */
export interface Journal {
  opened: { host: string; password: string; pool: OpenContext['pool'] }[];
  closed: number;
}

export interface EchoClient {
  host: string;
  context: OpenContext;
  /** The server repeats what it was told, secrets included, as careless servers do. */
  echo(text: string): string;
}

/** A connector whose client talks back; `test` and `open` do what the host name says. */
export function echoConnector(
  journal: Journal,
  overrides: {
    open?: () => Promise<void>;
    test?: (client: EchoClient, signal: AbortSignal) => Promise<void>;
  } = {},
) {
  return defineConnector({
    type: 'echo',
    aliases: ['parrot'],
    displayName: 'Echo',
    description: 'Echo',
    category: 'other',
    fields: {
      host: field.text({ displayName: 'Host', required: true, destination: true }),
      port: field.port({ displayName: 'Port', default: 9 }),
      password: field.secret({ displayName: 'Password' }),
      ...poolFields(),
    },
    async open(credentials, context): Promise<EchoClient> {
      await overrides.open?.();
      const password = credentials.password?.reveal() ?? '';
      journal.opened.push({ host: credentials.host, password, pool: context.pool });
      return { host: credentials.host, context, echo: (text) => `${text} said ${password}` };
    },
    close: () => void journal.closed++,
    async test(client, { signal }) {
      await overrides.test?.(client, signal);
    },
    capabilities: {
      messaging: (client) => ({
        sendMessage: async ({ body }) => {
          if (body === 'fail')
            throw Object.assign(new Error(client.echo('cannot')), { config: { auth: client.echo('x') } });
          return { id: client.echo(body) };
        },
      }),
    },
  });
}

/** Sends `body` of every item over its connection. */
export const sendNode = defineNode({
  version: 1,
  displayName: 'Send',
  description: 'Send',
  group: 'action',
  type: 'send',
  parameters: { body: field.text({ displayName: 'Body', default: 'hello' }) },
  inputs: [{ name: 'main', type: 'items' }],
  outputs: [{ name: 'main', type: 'items' }],
  connections: { channel: { accepts: { capability: 'messaging' }, required: true } },
  async execute(context) {
    const { messaging } = context.connections.channel.capabilities;
    const { id } = await messaging.sendMessage(
      { to: 'x', body: context.parameters().body },
      { signal: context.signal },
    );
    context.log('info', `sent ${id}`);
    context.respond({ status: 200, body: { id } });
    return [{ json: { id: id ?? '' } }];
  },
});

export interface Stored {
  version: number;
  config: Record<string, unknown>;
  connectorType?: string;
}

/** A broker over a table of connections: it checks what it is asked, counts leases and keeps secrets back when it may. */
export class SpecBroker implements CredentialBroker {
  readonly requests: LeaseRequest[] = [];
  readonly secretsRequests: SecretsRequest[] = [];
  active = 0;

  constructor(
    readonly stored: Record<string, Stored>,
    readonly named: Record<string, string> = {},
  ) {}

  async secrets(request: SecretsRequest): Promise<Record<string, string>> {
    this.secretsRequests.push(request);
    return Object.fromEntries(
      request.names.map((name) => {
        const value = this.named[name];
        if (value === undefined) throw new PatchbayError('secret-value-missing', `${name} has no value.`);
        return [name, value];
      }),
    );
  }

  async lease(request: LeaseRequest): Promise<Lease> {
    this.requests.push(request);
    const stored = this.stored[request.connectionId];
    if (!stored) throw new PatchbayError('lease-denied', 'This run does not name this connection.');
    this.active++;
    let isReleased = false;
    return {
      connectionId: request.connectionId,
      version: stored.version,
      connectorType: stored.connectorType ?? 'echo',
      ...(request.openVersion === stored.version ? {} : { config: stored.config }),
      pool: { poolSize: 2, maxOverflow: 3, poolRecycle: 60 },
      release: () => {
        if (!isReleased) this.active--;
        isReleased = true;
      },
    };
  }
}
