import type { TestContext, TestResult } from '@patchbay/plugin-sdk';
import { type HttpClient, request } from './client.js';

/** HEAD, and GET where the server does not know HEAD; only a refusal or a broken server is a failure. */
export async function testBaseUrl(client: HttpClient, { signal }: TestContext): Promise<TestResult> {
  let status = await statusOf(client, 'HEAD', signal);
  if (status >= 400) status = await statusOf(client, 'GET', signal);
  if (status === 401 || status === 403) {
    return {
      ok: false,
      outcome: 'authFailed',
      message: `The server refused the credentials (status ${status}).`,
    };
  }
  if (status >= 500)
    return { ok: false, outcome: 'protocol', message: `The server answered with status ${status}.` };
  return { ok: true, message: `Status ${status}` };
}

async function statusOf(client: HttpClient, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<number> {
  return (await request(client, { method, url: '', responseFormat: 'text' }, { signal })).status;
}
