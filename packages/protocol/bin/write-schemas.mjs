// Writes src/generated/schemas.ts from the TypeBox schemas, so that nobody needs TypeBox to check a message.
// Usage, after `tsc -b`: node packages/protocol/bin/write-schemas.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { hostMessages, runnerMessages } from '../dist/messages.js';

const target = new URL('../src/generated/schemas.ts', import.meta.url);
const source = `// Written by bin/write-schemas.mjs from messages.ts; do not edit.
import type { Schema } from '../check.js';

export const hostSchemas: Readonly<Record<string, Schema>> = ${print(hostMessages)};

export const runnerSchemas: Readonly<Record<string, Schema>> = ${print(runnerMessages)};
`;
const text = await format(source, { ...(await resolveConfig(target)), parser: 'typescript' });
// Left alone when nothing changed, so that nobody builds again for its date.
if (text !== readFileSync(target, 'utf8')) writeFileSync(target, text);

function print(messages) {
  return JSON.stringify(messages, (key, value) => (key === '$id' ? undefined : value));
}
