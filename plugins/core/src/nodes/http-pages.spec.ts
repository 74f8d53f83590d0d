import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { httpRequest } from './http-request.js';

const pages = [['a', 'b'], ['c', 'd'], ['e']].map((list) => list.map((name) => ({ name })));
const seen: string[] = [];

/** An API that gives pages in each of the usual ways. */
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  seen.push(`${request.method} ${request.url}`);
  void request.toArray().then((chunks: Buffer[]) => {
    const sent = Buffer.concat(chunks).toString();
    const named = sent === '' ? undefined : (JSON.parse(sent) as { page?: string }).page;
    const asked = searchParams.get('page') ?? request.headers['x-page'] ?? named ?? 1;
    const page = Number(String(asked).replace('c', ''));
    const list = pages[page - 1] ?? [];
    const isLast = page >= pages.length;
    const next = isLast ? null : `?page=${page + 1}`;
    response.setHeader('content-type', 'application/json');
    const answers: Record<string, () => unknown> = {
      '/api/list': () => list,
      '/api/links': () => ({ items: list, paging: { next } }),
      '/api/cursor': () => ({ items: list, cursor: isLast ? '' : `c${page + 1}` }),
      '/api/header': () => {
        const link = `<http://x/first>; rel="first", <${next ?? ''}>; rel="next"`;
        if (next) response.setHeader('link', link);
        return list;
      },
      '/api/ends404': () => {
        if (page > pages.length) response.statusCode = 404;
        return list.length > 0 ? list : { error: 'no such page' };
      },
      '/api/offset': () => pages.flat().slice(page, page + 2),
      '/api/away': () => ({ items: list, next: 'http://127.0.0.2/steal' }),
      '/api/moved': () => response.writeHead(302, { location: '/api/list' }) && undefined,
      '/api/more': () => ({ items: list, has_more: !isLast }),
      '/api/endless': () => ({ items: list.length > 0 ? list : [{ name: '+' }] }),
    };
    response.end(JSON.stringify(answers[pathname]?.()));
  });
});

describe('HTTP Request over several pages', () => {
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  after(() => server.close());
  beforeEach(() => void (seen.length = 0));
  const run = (path: string, parameters: Record<string, unknown>) =>
    runNode(httpRequest, {
      parameters: { url: url + path, ...parameters },
      allowPrivateForPatterns: true,
    });
  const names = async (path: string, parameters: Record<string, unknown>) => {
    const { outputs, error } = await run(path, parameters);
    assert.equal(error, undefined);
    return outputs.main?.map(({ name }) => name).join('');
  };

  it('follows the URL of the next page, in the answer or in its header', async () => {
    const fields = { pages: 'nextUrl', nextField: 'paging.next', listField: 'items' };
    assert.equal(await names('/links', { ...fields, query: { page: 1, size: 2 } }), 'abcde');
    assert.deepEqual(seen, [
      'GET /api/links?page=1&size=2',
      'GET /api/links?page=2',
      'GET /api/links?page=3',
    ]);
    assert.equal(await names('/header', { pages: 'nextUrl' }), 'abcde');
  });

  it('counts pages or offsets until one is empty, or the status says so', async () => {
    assert.equal(await names('/list', { pages: 'number' }), 'abcde');
    assert.equal(seen.length, 4);
    assert.equal(await names('/offset', { pages: 'number', firstPage: 0, pageStep: 2 }), 'abcde');
    const ends = { pages: 'number', lastStatus: 404 };
    assert.equal(await names('/ends404', ends), 'abcde');
    assert.equal((await run('/ends404', { pages: 'number' })).error?.code, 'step-failed');
  });

  it('asks with what the answer holds, in the query or in the body', async () => {
    const cursor = { pages: 'cursor', nextField: 'cursor', listField: 'items' };
    assert.equal(await names('/cursor', cursor), 'abcde');
    assert.deepEqual(seen[0], 'GET /api/cursor');
    const body = { ...cursor, method: 'POST', body: { size: 2 }, pageIn: 'body' };
    assert.equal(await names('/cursor', body), 'abcde');
    const text = { ...body, body: '"text"' };
    assert.equal((await run('/cursor', text)).error?.code, 'parameter-invalid');
  });

  it('asks with a header, and goes on for as long as the answer says that there is more', async () => {
    const counted = { pages: 'number', pageIn: 'headers', pageParameter: 'X-Page', listField: 'items' };
    assert.equal(await names('/more', counted), 'abcde');
    assert.equal(seen.length, 4);
    assert.equal(await names('/more', { ...counted, moreField: 'has_more' }), 'abcde');
    assert.equal(seen.length, 7);
    assert.equal(await names('/more', { ...counted, moreField: 'more.there' }), 'ab');
  });

  it('ends after as many as somebody wants', async () => {
    assert.equal(await names('/list', { pages: 'number', maxPages: 2 }), 'abcd');
    assert.equal(await names('/endless', { pages: 'number', listField: 'items', maxPages: 5 }), 'abcde++');
  });

  it('takes its headers to no other server, whatever the answer names as the next page', async () => {
    const { error, outputs } = await run('/away', { pages: 'nextUrl', nextField: 'next' });
    assert.deepEqual([error?.code, outputs.main], ['egress-refused', undefined]);
    assert.match(error?.detail ?? '', /another server, 127\.0\.0\.2/u);
  });

  it('pauses between batches', async () => {
    const started = performance.now();
    const { error } = await runNode(httpRequest, {
      parameters: { url: `${url}/list`, options: { batchSize: 2, batchInterval: 0.1 } },
      items: [{}, {}, {}, {}, {}],
      allowPrivateForPatterns: true,
    });
    assert.equal(error, undefined);
    assert.ok(performance.now() - started >= 190, 'two pauses of a tenth of a second');
  });

  it('answers with a redirect where none is to be followed', async () => {
    const moved = { fullResponse: true, options: { maxRedirects: 0 } };
    const [answer] = (await run('/moved', moved)).outputs.main ?? [];
    assert.deepEqual([answer?.statusCode, (answer?.headers as JsonObject).location], [302, '/api/list']);
    assert.equal(await names('/moved', {}), 'ab');
  });

  it('writes lists into the query in each of the usual ways', async () => {
    const query = { foo: ['bar', 'qux'] };
    for (const arrayFormat of ['repeat', 'brackets', 'indices'])
      await run('/list', { query, options: { arrayFormat } });
    assert.deepEqual(
      seen.map((line) => decodeURIComponent(line.replace(/^.*\?/u, ''))),
      ['foo=bar&foo=qux', 'foo[]=bar&foo[]=qux', 'foo[0]=bar&foo[1]=qux'],
    );
  });
});
