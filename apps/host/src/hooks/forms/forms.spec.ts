import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { chain, createPattern, editNode, start } from '../../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../../spec/host.js';
import { waitUntil } from '../../spec/wait-until.js';
import { RunResumer } from '../../waiting/run-resumer.js';
import { outputOf, waitNode } from '../../waiting/waiting.spec.support.js';
import { WaitingRuns } from '../../waiting/waiting-runs.js';

const evil = `"><script>alert('1')</script>&amp;`;
const fields = [
  { name: 'who', label: `Your name ${evil}`, required: true, placeholder: evil },
  { name: 'why', type: 'textarea', value: `\n${evil}` },
  { name: 'age', type: 'number' },
  { name: 'mail', type: 'email' },
  { name: 'day', type: 'date' },
  { name: 'word', type: 'password' },
  { name: 'color', type: 'dropdown', options: `red, ${evil}` },
  { name: 'sizes', type: 'dropdown', options: ['S', 'M', 'L'], multiple: true },
  { name: 'pets', type: 'checkbox', options: ['cat', 'dog'] },
  { name: 'agreed', type: 'checkbox', required: true },
  { name: 'report', type: 'file' },
  { name: 'from', type: 'hidden', value: 'mail' },
];
const right = { who: 'Ann', agreed: 'true' };

interface Begun {
  id: string;
  url: string;
}

describe('A form that a run waits for', () => {
  let host: SpecHost;
  before(async () => {
    host = await startSpecHost();
  });

  async function begin(parameters: object, ...rest: PatternNode[]): Promise<Begun> {
    const { run, url } = await tryToWait(parameters, ...rest);
    assert.equal(run.status, 'waiting', JSON.stringify(run.error));
    return { id: run.id, url };
  }

  async function tryToWait(parameters: object, ...rest: PatternNode[]) {
    const waits = waitNode({ resume: 'form', formTitle: 'Approve', ...parameters });
    const graph = chain(start, editNode('={{ $run.resumeUrl }}'), waits, ...rest);
    const patternId = await createPattern(host.admin, graph);
    const { body } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true });
    const run = body as unknown as RunDetail;
    return { run, url: String(outputOf(run, 'edit')[0]?.['value']) };
  }

  const get = async (id: string) => (await host.admin.get(`/runs/${id}`)).body as unknown as RunDetail;
  const over = async ({ id }: Begun) => {
    await waitUntil('the run is over', async () => (await get(id)).status === 'success');
    return get(id);
  };
  const show = async (url: string, headers: Record<string, string> = { accept: 'text/html' }) => {
    const answer = await fetch(url, { headers, redirect: 'manual' });
    return { answer, page: await answer.text() };
  };
  const send = async (url: string, values: Record<string, string | string[] | File>, token?: string) => {
    const body = new FormData();
    body.set('patchbay-form', token ?? tokenIn((await show(url)).page));
    for (const [name, value] of Object.entries(values))
      for (const each of [value].flat()) body.append(name, each);
    const init = { method: 'POST', body, headers: { accept: 'text/html' }, redirect: 'manual' } as const;
    const answer = await fetch(url, init);
    return { answer, page: await answer.text() };
  };

  it('is a page of labelled fields without script, on which everything is text', async () => {
    const { url } = await begin({ formFields: fields, formDescription: evil, formTitle: evil });
    const { answer, page } = await show(`${url}?who=${encodeURIComponent(evil)}`);
    assert.equal(answer.status, 200);
    assert.doesNotMatch(page, /<script|alert\('/);
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    const policy = `default-src 'none'; style-src 'sha256-${digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
    assert.equal(answer.headers.get('content-security-policy'), policy);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    const ids = [...page.matchAll(/<(?:input|select|textarea)\s[^>]*?id="([^"]+)"/g)].map(([, id]) => id);
    const labels = [...page.matchAll(/<label[^>]*? for="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, labels);
    assert.equal(ids.length, 12);
  });

  it('lets the run go on with its fields as data and its files as files', async () => {
    const extract: PatternNode = {
      ...{ id: 'extract', name: 'Extract', type: 'core.extractFromFile' },
      parameters: { operation: 'text', inputField: 'report' },
    };
    const waiting = await begin({ formFields: fields }, extract);
    const file = new File(['the words'], 'C:\\tmp\\words.txt', { type: 'text/plain' });
    const chosen = { color: 'red', sizes: ['S', 'L'], pets: 'dog', report: file, from: 'elsewhere' };
    const texts = { why: 'a\r\nb', age: '4.5', mail: ' a@b.example ', day: '2030-01-31', word: 'x y' };
    const { answer, page } = await send(waiting.url, { ...right, ...chosen, ...texts, more: 'unasked' });
    assert.equal(answer.status, 200, page);
    assert.match(page, /Thank you/);
    const run = await over(waiting);
    const [item] = outputOf(run, 'wait');
    const { submittedAt, ...rest } = item ?? {};
    assert.ok(Math.abs(Date.now() - Date.parse(String(submittedAt))) < 600_000);
    assert.deepEqual(rest, {
      ...{ who: 'Ann', why: 'a\nb', age: 4.5, mail: 'a@b.example', day: '2030-01-31', word: 'x y' },
      ...{ color: 'red', sizes: ['S', 'L'], pets: ['dog'], agreed: true, from: 'elsewhere' },
      formMode: 'test',
    });
    const binary = run.steps.find(({ nodeId }) => nodeId === 'wait')?.outputs['main']?.[0]?.binary;
    assert.match(JSON.stringify(binary?.['report']), /"fileName":"words.txt"/);
    assert.equal(outputOf(run, 'extract')[0]?.['data'], 'the words');
  });

  it('says at its fields what is wrong, keeps what was typed, and the run waits on', async () => {
    const waiting = await begin({ formFields: fields });
    const wrong = {
      age: 'many',
      mail: 'nobody',
      day: '2030-02-30',
      color: 'blue',
      sizes: ['S', 'XL'],
      word: 'kept?',
    };
    const { answer, page } = await send(waiting.url, { who: ' ', why: evil, ...wrong });
    assert.equal(answer.status, 422);
    assert.match(page, /role="alert"[^]*7 fields need/);
    for (const index of [0, 2, 3, 4, 6, 7, 9])
      assert.match(page, new RegExp(`aria-describedby="field-${index}-error"`));
    for (const typed of ['value="many"', 'value="nobody"', '&#60;/script&#62;'])
      assert.ok(page.includes(typed), typed);
    assert.doesNotMatch(page, /kept\?|<script/);
    assert.equal((await get(waiting.id)).status, 'waiting');
    assert.equal((await send(waiting.url, { ...right, who: ['Ann', 'Bob'] })).answer.status, 422);
    assert.equal((await send(waiting.url, right)).answer.status, 200);
  });

  it('is taken once, and says in words that nothing waits any more', async () => {
    const waiting = await begin({ formFields: fields });
    const token = tokenIn((await show(waiting.url)).page);
    const sent = await Promise.all(Array.from({ length: 4 }, () => send(waiting.url, right, token)));
    assert.deepEqual(sent.map(({ answer }) => answer.status).sort(), [200, 404, 404, 404]);
    for (const address of [waiting.url, `${waiting.url}x`, `${host.url}/resume/none/none`]) {
      const { answer, page } = await show(address);
      assert.equal(answer.status, 404);
      assert.match(page, /the form was sent/);
      assert.equal(
        (await show(address, {})).answer.headers.get('content-type')?.split(';')[0],
        'application/problem+json',
      );
    }
  });

  it('is not taken for the next one that the same address shows', async () => {
    const second: PatternNode = {
      ...waitNode({ resume: 'form', formTitle: 'Second', formFields: fields }),
      ...{ id: 'second', name: 'Second' },
    };
    const limit = { limit: 'timeInterval', limitAmount: 1, limitUnit: 'hours' };
    const waiting = await begin({ formFields: fields, ...limit }, second);
    const token = tokenIn((await show(waiting.url)).page);
    // Its time has come.
    const row = await host.app.nest.get(WaitingRuns, { strict: false }).find(waiting.id);
    assert.ok(row);
    await host.app.nest.get(RunResumer, { strict: false }).resume(row);
    await waitUntil('the second form', async () => (await get(waiting.id)).waiting?.nodeId === 'second');
    const { answer, page } = await send(waiting.url, { ...right, who: 'First' }, token);
    assert.equal(answer.status, 409);
    assert.match(page, /Second[^]*value="First"/);
    assert.equal((await send(waiting.url, right, tokenIn(page))).answer.status, 200);
    await over(waiting);
  });

  it('leads elsewhere, shows how the run ended, and is guarded like any call', async () => {
    const elsewhere = await begin({ formFields: fields, redirectUrl: 'https://example.org/a?b=1' });
    const { answer } = await show(elsewhere.url);
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /form-action 'self' https:\/\/example\.org;/,
    );
    const led = await send(elsewhere.url, right);
    assert.deepEqual(
      [led.answer.status, led.answer.headers.get('location')],
      [303, 'https://example.org/a?b=1'],
    );
    const stop: PatternNode = {
      ...{ id: 'stop', name: 'Stop', type: 'core.stopAndError' },
      parameters: { errorMessage: 'inner words' },
    };
    const failing = await begin({ formFields: fields, respondWhen: 'whenDone' }, stop);
    const failed = await send(failing.url, right);
    assert.equal(failed.answer.status, 500);
    assert.doesNotMatch(failed.page, /inner words/);
    const guarded = await begin({ formFields: fields, ipWhitelist: '192.0.2.1' });
    assert.equal((await show(guarded.url)).answer.status, 403);
    const body = new Uint8Array(16 * 1024 * 1024 + 1);
    const open = await begin({ formFields: fields });
    assert.equal((await fetch(open.url, { method: 'POST', body })).status, 413);
    assert.equal((await get(open.id)).status, 'waiting');
  });

  it('is refused by its step when it could not be drawn or leads to what is no page', async () => {
    for (const parameters of [
      { redirectUrl: 'data:text/html,<script>alert(1)</script>' },
      { formFields: [{ name: 'a', type: 'script' }] },
      { formFields: [{ name: 'a' }, { name: 'a' }] },
      { formFields: [{ name: 'submittedAt' }] },
      { formFields: [{ name: 'patchbay-form' }] },
      { formFields: [{ name: 'a', type: 'dropdown' }] },
      { formFields: [{ name: 'a', label: 'x'.repeat(501) }] },
    ]) {
      const { run } = await tryToWait(parameters);
      assert.deepEqual(
        [run.status, run.error?.code],
        ['failed', 'parameter-invalid'],
        JSON.stringify(parameters),
      );
    }
  });
});

function tokenIn(page: string): string {
  return /name="patchbay-form" value="([^"]+)"/.exec(page)?.[1] ?? '';
}
