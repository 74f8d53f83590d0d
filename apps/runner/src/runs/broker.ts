import type { CredentialBroker, Lease, LeaseRequest, SecretsRequest } from '@patchbay/runtime';
import type { Plugins } from '../plugins/plugins.js';
import type { Uplink } from '../uplink.js';
import type { Questions } from './questions.js';

/** Asks the host for credentials, one step at a time. */
export class Broker implements CredentialBroker {
  constructor(
    private readonly uplink: Uplink,
    private readonly plugins: Plugins,
    private readonly questions: Questions,
  ) {}

  async lease(request: LeaseRequest): Promise<Lease> {
    const question = { type: 'lease.request' as const, ...request };
    const { connection: opened, requestId } = await this.questions.ask(question, 'lease.granted');
    let released = false;
    const release = () => {
      if (!released) this.uplink.send({ type: 'lease.release', requestId });
      released = true;
    };
    try {
      // The runtime looks the connector up by type as soon as it has the lease.
      await this.plugins.needConnector(opened.connectorType);
    } catch (error) {
      release();
      throw error;
    }
    return { ...opened, release };
  }

  async secrets({ names, ...request }: SecretsRequest): Promise<Readonly<Record<string, string>>> {
    const question = { type: 'secrets.request' as const, ...request, names: [...names] };
    return (await this.questions.ask(question, 'secrets.granted')).values;
  }
}
