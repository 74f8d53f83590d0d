import { defineNode, mainPin, type PluginDefinition } from '@patchbay/plugin-sdk';
import { runPattern } from '@patchbay/plugin-testing';
import core from '../index.js';

/** Reads a large file into another one, in a process whose heap holds neither, and tells how it went. */
const [kind = '', columns = ''] = process.argv.slice(2);
const rows = 400_000;

function* content(): Generator<Buffer> {
  if (kind === 'line') {
    for (let mb = 0; mb < 50; mb++) yield Buffer.alloc(1024 * 1024, 'a');
    return;
  }
  yield Buffer.from('id,name,place\n');
  for (let at = 0; at < rows; at += 1_000) {
    const lines = Array.from(
      { length: 1_000 },
      (_, index) => `${at + index},"Name ${at + index}",Grüße an alle\n`,
    );
    yield Buffer.from(lines.join(''));
  }
}

const testing: PluginDefinition = {
  name: 'testing',
  displayName: 'Testing',
  nodes: [
    defineNode({
      type: 'file',
      version: 1,
      displayName: 'File',
      description: 'Writes a large file',
      group: 'trigger',
      trigger: 'manual',
      parameters: {},
      inputs: [],
      outputs: [mainPin],
      async execute({ files }) {
        return [{ json: {}, binary: { data: await files.write(content(), { mimeType: 'text/csv' }) } }];
      },
    }),
  ],
};
const graph = {
  nodes: [
    { id: 'file', name: 'File', type: 'testing.file', parameters: {} },
    { id: 'read', name: 'Read', type: 'core.extractFromFile', parameters: {} },
    { id: 'write', name: 'Write', type: 'core.convertToFile', parameters: { columns } },
  ],
  edges: [
    { from: { node: 'file', pin: 'main' }, to: { node: 'read', pin: 'main' } },
    { from: { node: 'read', pin: 'main' }, to: { node: 'write', pin: 'main' } },
  ],
};
const { result, files } = await runPattern(graph, { plugins: [core, testing], trigger: { nodeId: 'file' } });
const sizes = [...files.values()].map(({ length }) => length);
const { code, detail } = result.error ?? {};
process.stdout.write(JSON.stringify({ status: result.status, code, detail, sizes }));
