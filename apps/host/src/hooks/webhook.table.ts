import type { WebhookOptions } from './options/webhook-options.js';
import { json, key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Live addresses: which trigger of which pattern version answers there. */
export const webhookTable = table(
  'webhooks',
  {
    id: key(text()),
    environment: text(),
    method: text(),
    /** Without slashes at its ends; a `:name` segment matches anything. */
    path: text(),
    projectId: text(),
    patternId: text(),
    patternVersion: whole(),
    nodeId: text(),
    respond: text<'immediately' | 'whenDone' | 'byNode'>(),
    /** Null for a trigger that asks for nothing but its address. */
    options: nullable(json<WebhookOptions>()),
    /** Runs lease connections with the rights of whoever put the pattern live. */
    activatedBy: nullable(text()),
  },
  [
    { name: 'webhooks_address', columns: ['environment', 'method', 'path'], unique: true },
    { name: 'webhooks_pattern', columns: ['patternId'] },
  ],
);
export type WebhookRow = Row<typeof webhookTable>;
