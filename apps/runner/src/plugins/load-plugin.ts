import { pathToFileURL } from 'node:url';
import { PatchbayError } from '@patchbay/errors';
import type { PluginDefinition } from '@patchbay/plugin-sdk';
import type { PluginSource } from '@patchbay/protocol';

/** Imports the plugin's module: from here on its code runs. Throws `plugin-load-failed` or `plugin-invalid`. */
export async function loadPlugin(source: PluginSource): Promise<PluginDefinition> {
  const module = await importEntry(source);
  const definition = module['default'];
  if (!isPlugin(definition)) {
    throw new PatchbayError(
      'plugin-invalid',
      `${source.packageName} does not export a plugin as its default.`,
    );
  }
  return definition;
}

async function importEntry({ packageName, entry }: PluginSource): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(entry).href)) as Record<string, unknown>;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 500) : 'it threw something that is no error';
    throw new PatchbayError('plugin-load-failed', { detail: `${packageName}: ${why}`, cause });
  }
}

function isPlugin(value: unknown): value is PluginDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, connectors = [], nodes = [] } = value as Partial<Record<string, unknown>>;
  return typeof name === 'string' && Array.isArray(connectors) && Array.isArray(nodes);
}
