/** A file that breaks exactly one rule of .dependency-cruiser.cjs, and whatever it needs beside it. */
export interface Probe {
  rule: string;
  files: Readonly<Record<string, string>>;
}

const layers: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  'layer-packages-errors': ['packages/errors', '@patchbay/fields'],
  'layer-packages-fields': ['packages/fields', '@patchbay/plugin-sdk'],
  'layer-packages-vault': ['packages/vault', '@patchbay/fields'],
  'layer-packages-egress': ['packages/egress', '@patchbay/fields'],
  'layer-packages-redaction': ['packages/redaction', '@patchbay/fields'],
  'layer-packages-plugin-sdk': ['packages/plugin-sdk', '@patchbay/egress'],
  'layer-packages-contracts': ['packages/contracts', '@patchbay/vault'],
  'layer-packages-protocol': ['packages/protocol', '@patchbay/vault'],
  'layer-packages-runtime': ['packages/runtime', '@patchbay/vault'],
  'layer-packages-n8n-bridge': ['packages/n8n-bridge', '@patchbay/vault'],
  'layer-packages-plugin-testing': ['packages/plugin-testing', '@patchbay/vault'],
  'layer-packages-cli': ['packages/cli', '@patchbay/vault'],
  'layer-apps-runner': ['apps/runner', '@patchbay/vault'],
  'layer-apps-host': ['apps/host', '@patchbay/runtime'],
  'layer-apps-web': ['apps/web', '@patchbay/runtime'],
  'layer-unlisted': ['packages/newcomer', '@patchbay/errors'],
  'layer-plugins': ['plugins/http', '@patchbay/errors'],
  'layer-plugin-specs': ['plugins/http', '@patchbay/runtime'],
};

export const probes: readonly Probe[] = [
  ...Object.entries(layers).map(([rule, [folder, imported]]) => layerProbe(rule, folder, imported)),
  probe('server-libraries-in-host', 'packages/cli/src/a.ts', `import '@nestjs/common';`),
  probe(
    'n8n-in-bridge',
    'packages/runtime/src/a.ts',
    `import type { INode } from 'n8n-workflow'; export type A = INode;`,
  ),
  probe(
    'n8n-types-in-fields',
    'packages/fields/src/a.spec.ts',
    `import { node } from 'n8n-workflow'; export const a = node;`,
  ),
  probe(
    'sockets-through-egress',
    'plugins/http/src/a.ts',
    `import { connect } from 'node:net'; export const a = connect;`,
  ),
  probe('no-vm', 'packages/runtime/src/a.ts', `import { Script } from 'node:vm'; export const a = Script;`),
  probe('no-deep-paths', 'apps/host/src/a.ts', `export * from '../../../packages/vault/src/inner.js';`, {
    'packages/vault/src/inner.ts': 'export const inner = 1;',
  }),
  probe('not-resolvable', 'apps/host/src/a.ts', `export * from '@patchbay/vault/src/inner.js';`, {
    'packages/vault/src/inner.ts': 'export const inner = 1;',
  }),
  probe('undeclared-library', 'packages/runtime/src/a.ts', `import 'luxon';`),
  probe('development-library', 'packages/runtime/src/a.ts', `import 'typescript';`),
  probe('no-spec-imports', 'packages/runtime/src/a.ts', `import './b.spec.js';`, {
    'packages/runtime/src/b.spec.ts': 'export const b = 1;',
  }),
  probe('no-cycles', 'packages/runtime/src/a.ts', `import type { B } from './b.js'; export type A = B[];`, {
    'packages/runtime/src/b.ts': `import type { A } from './a.js'; export type B = A | 1;`,
  }),
];

function layerProbe(rule: string, folder: string, imported: string): Probe {
  const file = rule.endsWith('-specs') ? 'a.spec.ts' : 'a.ts';
  return probe(rule, `${folder}/src/${file}`, `import '${imported}';`);
}

function probe(rule: string, path: string, source: string, beside: Record<string, string> = {}): Probe {
  return { rule, files: { ...beside, [path]: source } };
}
