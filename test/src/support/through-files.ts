import assert from 'node:assert/strict';
import type { RunningHost } from './host-process.js';
import type { planting } from './planting.js';

type ImportBody = { format: 'patchbay' | 'urls'; text: string; passphrase?: string };

/** Connections out into a file and in again, from a text of elsewhere, and pasted. */
export async function sendThroughFiles(
  host: RunningHost,
  { plant, plantUrl }: ReturnType<typeof planting>,
): Promise<void> {
  const passphrase = plant('passphrase');
  const file = await host.api.call('connectionExportSealed', { body: { passphrase } });
  await importText(host, { format: 'patchbay', text: JSON.stringify(file), passphrase });
  await importText(host, {
    format: 'urls',
    text: `Imported=mysql://u:${plantUrl('imported')}@127.0.0.1:1/d`,
  });
  await host.api.call('connectionExport', { body: {} });
  await paste(host, plantUrl('pasted'));
}

async function importText(host: RunningHost, body: ImportBody): Promise<void> {
  const { digest } = await host.api.call('connectionImportPlan', { body });
  await host.api.call('connectionImport', { body: { ...body, digest } });
}

/** Its answer fills the form of whoever pasted, so it alone says back what it was sent; it is not kept with the others. */
async function paste(host: RunningHost, secret: string): Promise<void> {
  const answer = await fetch(`${host.url}/api/connections/smart-paste`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: `postgres://u:${secret}@db.example.org/d` }),
  });
  assert.ok((await answer.text()).includes(secret));
}
