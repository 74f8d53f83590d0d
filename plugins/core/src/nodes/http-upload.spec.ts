import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Item } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { httpRequest } from './http-request.js';

const megabyte = 1024 * 1024;
const v8 = new Session();
v8.connect();

/** Of buffers that are still in use, in MB, while a large body comes in. */
const held: number[] = [];

const server = createServer((request, response) => {
  bodyOf(request).then(
    (body) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...body, type: request.headers['content-type'] }));
    },
    // A body that ends early has nobody left to answer.
    () => response.destroy(),
  );
});

async function bodyOf(request: IncomingMessage): Promise<{ size: number; text: string }> {
  let [size, text] = [0, ''];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (Math.floor(size / megabyte / 8) < Math.floor((size + chunk.length) / megabyte / 8)) {
      await v8.post('HeapProfiler.collectGarbage');
      held.push(process.memoryUsage().arrayBuffers / megabyte);
    }
    size += chunk.length;
    if (size < 10_000) text += chunk.toString();
  }
  return { size, text };
}

describe('HTTP Request with files', () => {
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    v8.disconnect();
  });
  type Options = Parameters<typeof runNode>[1];
  const post = async (parameters: Record<string, unknown>, options: Options = {}) => {
    const given = { method: 'POST', url, ...parameters };
    const { outputs, error } = await runNode(httpRequest, {
      parameters: given,
      allowPrivateForPatterns: true,
      ...options,
    });
    return { answer: outputs.main?.[0], error };
  };

  it('sends 64 MB as they are read and never holds more than a few of them', async () => {
    const files = [{ up: { content: Buffer.alloc(64 * megabyte, 'x'), mimeType: 'video/mp4' } }];
    const { answer, error } = await post({ bodyBinaryField: 'up', options: { timeout: 600 } }, { files });
    assert.equal(error, undefined);
    assert.deepEqual([answer?.size, answer?.type], [64 * megabyte, 'video/mp4']);
    const most = Math.max(...held) - (held[0] ?? 0);
    assert.ok(most < 15, `${most} MB`);
  });

  it('sends forms as browsers do, with files that are read while they are sent', async () => {
    const files = [
      {
        photo: { content: Buffer.from('png'), mimeType: 'image/png', fileName: 'a "b"\r\nX: 1.png' },
        note: { content: 'hello', mimeType: 'text/plain' },
      },
    ];
    const body = { title: 'T', tags: ['x', 'y'], none: null, deep: { a: 1 }, 'a"\r\nb': '1' };
    const bodyFiles = { picture: 'photo', others: ['note'] };
    const { answer } = await post({ bodyType: 'multipart', body, bodyFiles }, { files });
    const type = String(answer?.type);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- for what others send; here it reads what we wrote, as a server would
    const form = await new Response(String(answer?.text), { headers: { 'content-type': type } }).formData();
    const picture = form.get('picture') as File;
    assert.deepEqual([picture.type, await picture.text()], ['image/png', 'png']);
    assert.equal(picture.name.replaceAll('\r\n', ''), 'a "b"X: 1.png');
    assert.equal(await (form.get('others') as File).text(), 'hello');
    form.delete('picture');
    form.delete('others');
    assert.deepEqual(
      [...form].map(([name, value]) => [name.replaceAll('\r\n', ''), value]),
      [
        ['title', 'T'],
        ['tags', 'x'],
        ['tags', 'y'],
        ['deep', '{"a":1}'],
        ['a"b', '1'],
      ],
    );
  });

  it('sends a form without files URL-encoded, from an object or as a text', async () => {
    const form = await post({ bodyType: 'form', body: { a: '1 &', b: ['x', 'y'], c: null } });
    assert.deepEqual(
      [form.answer?.text, form.answer?.type],
      ['a=1+%26&b=x&b=y', 'application/x-www-form-urlencoded'],
    );
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const text = await post({ bodyType: 'form', body: 'fieldname1=value1&fieldname2=value2', headers });
    assert.deepEqual(
      [text.answer?.text, text.answer?.type],
      ['fieldname1=value1&fieldname2=value2', headers['Content-Type']],
    );
    assert.equal((await post({ bodyType: 'form', body: [1] })).error?.code, 'parameter-invalid');
  });

  it('fails when a file is missing, or is not of the size that its item says', async () => {
    const files = [{ up: { content: 'twelve bytes', mimeType: 'text/plain' } }];
    const { error } = await post({ bodyBinaryField: 'gone' }, { files });
    assert.match(error?.detail ?? '', /"gone", which an item does not have \(it has: up\)/u);
    for (const size of [3, 4_000]) {
      // As a Code node could write it, to get past a limit.
      const forged: typeof httpRequest = {
        ...httpRequest,
        execute: ({ items, ...context }) =>
          httpRequest.execute({ ...context, items: items.map((item) => withSize(item, size)) }),
      };
      const parameters = { method: 'POST', url, bodyBinaryField: 'up' };
      const run = await runNode(forged, { parameters, files, allowPrivateForPatterns: true });
      assert.match(run.error?.detail ?? '', /does not have the \d+ bytes that its item says/u, String(size));
    }
  });
});

function withSize(item: Item, size: number): Item {
  const { up } = item.binary ?? {};
  return up ? { ...item, binary: { up: { ...up, size } } } : item;
}
