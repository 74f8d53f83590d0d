/** Source that lint must refuse, by exactly this rule. `allowed` names a file where the same source is fine. */
export interface LintProbe {
  rule: string;
  path: string;
  source: string;
  allowed?: string;
}

const inRuntime = 'packages/runtime/src/a.ts';
const inSpec = 'packages/runtime/src/a.spec.ts';
const inVault = 'packages/vault/src/a.ts';

export const lintProbes: readonly LintProbe[] = [
  {
    rule: 'no-restricted-imports',
    path: inRuntime,
    source: `import { createCipheriv } from 'node:crypto';`,
    allowed: inVault,
  },
  {
    rule: 'no-restricted-imports',
    path: inRuntime,
    source: `import { createDecipheriv } from 'crypto';`,
    allowed: inVault,
  },
  {
    rule: 'no-restricted-imports',
    path: inSpec,
    source: `import * as everything from 'node:crypto';`,
    allowed: inVault,
  },
  {
    rule: 'no-restricted-syntax',
    path: inRuntime,
    source: `import c from 'node:crypto'; c.createCipheriv();`,
    allowed: inVault,
  },
  { rule: 'no-restricted-syntax', path: inRuntime, source: `crypto.subtle.encrypt();`, allowed: inVault },
  { rule: 'no-eval', path: inRuntime, source: `eval('1');` },
  { rule: 'no-new-func', path: inRuntime, source: `new Function('return 1')();` },
  {
    rule: 'no-restricted-globals',
    path: 'plugins/http/src/a.ts',
    source: `void fetch('x');`,
    allowed: 'packages/egress/src/a.ts',
  },
  { rule: 'no-restricted-globals', path: inRuntime, source: `new WebSocket('x');`, allowed: inSpec },
  {
    rule: 'no-restricted-syntax',
    path: inRuntime,
    source: `process.env.HOME;`,
    allowed: 'apps/host/src/config/a.ts',
  },
  {
    rule: 'no-restricted-syntax',
    path: inVault,
    source: `process.env.HOME;`,
    allowed: 'packages/cli/src/a.ts',
  },
  { rule: 'no-restricted-syntax', path: inSpec, source: `it.skip('x', () => 1);` },
  { rule: 'no-restricted-syntax', path: inSpec, source: `it.only('x', () => 1);` },
  { rule: 'no-restricted-syntax', path: inSpec, source: `it('x', { skip: true }, () => 1);` },
  { rule: 'no-restricted-syntax', path: 'packages/vault/src/a.spec.ts', source: `it('x', (t) => t.skip());` },
  {
    rule: 'patchbay/explained-disable',
    path: inRuntime,
    source: `// eslint-disable-next-line no-eval\neval('1');`,
  },
  {
    rule: 'no-restricted-syntax',
    path: inRuntime,
    source: `const { env } = process;`,
    allowed: 'tools/a.mjs',
  },
];
