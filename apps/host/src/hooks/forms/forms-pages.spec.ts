import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { chain, createPattern, editNode, start } from '../../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../../spec/host.js';
import { waitUntil } from '../../spec/wait-until.js';
import { outputOf, waitNode } from '../../waiting/waiting.spec.support.js';

const browser = { accept: 'text/html' };

describe('A form of several pages', () => {
  let host: SpecHost;
  let count = 0;
  before(async () => {
    host = await startSpecHost();
  });

  const page = (id: string, parameters: Record<string, unknown>): PatternNode => ({
    ...waitNode({ resume: 'form', formTitle: id, formFields: [{ name: id }], ...parameters }),
    ...{ id, name: id },
  });
  const respond = (parameters: Record<string, unknown>): PatternNode => ({
    ...{ id: 'respond', name: 'Respond', type: 'core.respond' },
    parameters,
  });

  async function begin(...pages: PatternNode[]): Promise<{ id: string; url: string }> {
    const patternId = await createPattern(
      host.admin,
      chain(start, editNode('={{ $run.resumeUrl }}'), ...pages),
    );
    const { body } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true });
    const run = body as unknown as RunDetail;
    assert.equal(run.status, 'waiting', JSON.stringify(run.error));
    return { id: run.id, url: String(outputOf(run, 'edit')[0]?.['value']) };
  }

  /** Of a webhook that is answered at the end. */
  async function live(...pages: PatternNode[]): Promise<string> {
    count += 1;
    const hook: PatternNode = {
      ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger' },
      parameters: { path: `form-${count}`, method: 'GET', respond: 'whenDone' },
    };
    const id = await createPattern(host.admin, chain(hook, ...pages));
    const { status, text } = await host.admin.patch(`/patterns/${id}`, { active: true });
    assert.equal(status, 200, text);
    return `${host.url}/hooks/development/form-${count}`;
  }

  const show = async (url: string) => {
    const answer = await fetch(url, { headers: browser, redirect: 'manual' });
    return { answer, text: await answer.text() };
  };
  const send = async (url: string, values: Record<string, string>) => {
    const { text } = await show(url);
    const token = /name="patchbay-form" value="([^"]+)"/u.exec(text)?.[1];
    assert.ok(token, text);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...values, 'patchbay-form': token })) body.set(name, value);
    const answer = await fetch(url, { method: 'POST', body, headers: browser, redirect: 'manual' });
    return { answer, text: await answer.text() };
  };
  /** Where the answer leads to, on this host. */
  const next = ({ headers, status }: Response) => {
    const location = headers.get('location') ?? '';
    assert.deepEqual([status, location.startsWith('/resume/')], [303, true]);
    return `${host.url}${location}`;
  };
  const over = (id: string) =>
    waitUntil('the run is over', async () => {
      const { body } = await host.admin.get(`/runs/${id}`);
      return body['status'] === 'success';
    });

  it('leads from each page to the next one, and at last to where a node leads', async () => {
    const first = page('first', { respondWhen: 'whenDone' });
    const second = page('second', { respondWhen: 'byNode', opensForCaller: true, webhookSuffix: 'two' });
    const { id, url } = await begin(
      first,
      second,
      respond({ respondWith: 'redirect', redirectUrl: 'https://example.org/end?a=1' }),
    );
    const led = next((await send(url, { first: 'a' })).answer);
    assert.match((await show(led)).text, /<h1>second<\/h1>/u);
    const { answer, text } = await send(led, { second: 'b' });
    // A redirect to elsewhere would be refused by the browser, whose form may send to this host alone.
    assert.deepEqual(
      [answer.status, answer.headers.get('refresh')],
      [200, '0;url=https://example.org/end?a=1'],
    );
    assert.match(text, /href="https:\/\/example.org\/end\?a=1"/u);
    await over(id);
    assert.equal((await show(led)).answer.status, 404);
  });

  it('ends with words of its own, or with a file', async () => {
    const last = page('last', {
      respondWhen: 'whenDone',
      formSubmittedText: 'All done',
      opensForCaller: true,
    });
    const two = await begin(page('first', { respondWhen: 'whenDone' }), last);
    const led = next((await send(two.url, {})).answer);
    assert.match((await send(led, {})).text, /All done/u);
    const make: PatternNode = {
      ...{ id: 'make', name: 'Make', type: 'core.convertToFile' },
      parameters: { operation: 'text', sourceField: 'only', fileName: 'end.txt' },
    };
    const file = await begin(page('only', { respondWhen: 'byNode' }), make, respond({ respondWith: 'file' }));
    const { answer, text } = await send(file.url, { only: 'words' });
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment.*end\.txt/u);
    assert.equal(text, 'words');
  });

  it('keeps a page from whoever came before where it is for somebody else', async () => {
    const asks = page('asks', { respondWhen: 'whenDone' });
    const approves = page('approves', {});
    const { url } = await begin(asks, approves);
    const { answer, text } = await send(url, {});
    assert.deepEqual([answer.status, answer.headers.get('location')], [200, null]);
    assert.doesNotMatch(text, /resume/u);
    const hook = await show(await live(approves));
    assert.deepEqual([hook.answer.status, hook.answer.headers.get('location')], [202, null]);
    assert.doesNotMatch(hook.text, /resume/u);
  });

  it('begins with a webhook that is answered at the end', async () => {
    const url = await live(page('first', { opensForCaller: true, respondWhen: 'whenDone' }));
    const led = next((await show(url)).answer);
    const other = next((await show(url)).answer);
    assert.notEqual(led, other);
    assert.equal((await send(led, { first: 'x' })).answer.status, 200);
    assert.match((await show(other)).text, /<h1>first<\/h1>/u);
  });
});
