import type { PluginManifest } from '@patchbay/protocol';
import { json, key, table, text, type Row } from '../database/table.js';

/** What a plugin said of itself; valid for exactly the code that the digest stands for. */
export const pluginManifestTable = table('plugin_manifests', {
  digest: key(text()),
  packageName: text(),
  manifest: json<PluginManifest>(),
  describedAt: text(),
});
export type PluginManifestRow = Row<typeof pluginManifestTable>;
