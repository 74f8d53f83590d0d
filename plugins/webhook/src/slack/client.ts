import {
  certificateSettings,
  type Credentials,
  isLoopback,
  type OpenContext,
  PatchbayError,
} from '@patchbay/plugin-sdk';
import type { Endpoint } from '../post.js';
import type { fields } from './fields.js';

/** Opens no socket. */
export function openSlack(credentials: Credentials<typeof fields>, { egress }: OpenContext): Endpoint {
  const url = credentials.webhookUrl.reveal();
  // The message never names the address: it is the credential.
  if (!URL.canParse(url)) throw new PatchbayError('parameter-invalid', 'The webhook URL is not a URL.');
  const { protocol, hostname } = new URL(url);
  // The request line holds the credential; everybody on the way could read it.
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new PatchbayError(
      'connect-tls',
      'The webhook URL must begin with https://, for it is a credential.',
    );
  return {
    egress,
    url,
    method: 'POST',
    tls: certificateSettings(credentials),
    timeoutMs: credentials.timeout * 1_000,
  };
}
