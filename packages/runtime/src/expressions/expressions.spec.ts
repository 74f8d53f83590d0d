import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, graph, node, run, runtimeOf } from '../spec/kit.js';

async function value(expression: unknown, json: Parameters<typeof evaluate>[1] = [{}]): Promise<unknown> {
  const outcome = await evaluate(expression, json);
  assert.deepEqual(outcome.result.error, undefined);
  return (outcome.json('set')[0] as { value?: unknown }).value;
}

describe('expressions', () => {
  it('keeps the type of a template that is one single expression', async () => {
    assert.equal(await value('={{ 1 + 2 }}'), 3);
    assert.deepEqual(await value('={{ [1, { a: null }] }}'), [1, { a: null }]);
    assert.equal(await value('={{ $json.flag }}', [{ flag: false }]), false);
  });

  it('joins several parts to text, nothing as nothing and objects as JSON', async () => {
    assert.equal(
      await value('=a {{ $json.n }} b {{ ({ x: 1 }) }}{{ null }}{{ undefined }}{{ $json.none }} c', [
        { n: 5 },
      ]),
      'a 5 b {"x":1} c',
    );
  });

  it('takes any other text literally, also when data looks like an expression', async () => {
    assert.equal(await value('{{ 1 }}'), '{{ 1 }}');
    assert.equal(await value('={{ $json.text }}', [{ text: '={{ 1 + 1 }}' }]), '={{ 1 + 1 }}');
    assert.equal(await value('={{ String($json.text) }}', [{ text: '={{ 1 + 1 }}' }]), '={{ 1 + 1 }}');
  });

  it('has the item, the input, the run and the variables', async () => {
    assert.equal(await value('={{ $json.a + $itemIndex + $vars.rate }}', [{ a: 1 }]), 8);
    assert.equal(
      await value(
        '={{ $input.all().length + $input.first().json.a + $input.last().json.a + $input.item.json.a }}',
        [{ a: 1 }, { a: 5 }],
      ),
      9,
    );
    assert.equal(
      await value('={{ [typeof $run.id, $pattern.name, $run.environment].join() }}'),
      'string,Spec,development',
    );
    assert.equal(await value('={{ $jmespath({ a: [{ b: 1 }, { b: 2 }] }, "a[*].b")[1] }}'), 2);
  });

  it('has Luxon in the time zone of the run and cleans its values to ISO text', async () => {
    const pattern = graph(
      [
        node('set', 'set', {
          json: {
            now: '={{ $now }}',
            text: '=at {{ $today }}',
            winter: '={{ DateTime.fromISO("2026-01-15T12:00:00").toISO() }}',
            name: '={{ DateTime.fromISO("2026-07-15").toFormat("cccc d LLLL yyyy ZZZZ") }}',
            german: '={{ DateTime.fromISO("2026-07-15").setLocale("de").toFormat("LLLL") }}',
            date: '={{ new Date(0) }}',
            span: '={{ Duration.fromObject({ hours: 2 }) }}',
          },
        }),
      ],
      ['start>set'],
      { timeZone: 'Europe/Berlin' },
    );
    const [json] = (await run(runtimeOf(), pattern)).json('set') as Record<string, string>[];
    assert.match(json?.['now'] ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+\+0[12]:00$/);
    assert.match(json?.['text'] ?? '', /^at \d{4}-\d\d-\d\dT00:00:00\.000\+0[12]:00$/);
    assert.equal(json?.['winter'], '2026-01-15T12:00:00.000+01:00');
    assert.equal(json?.['name'], 'Wednesday 15 July 2026 GMT+2');
    assert.equal(json?.['german'], 'Juli');
    assert.equal(json?.['date'], '1970-01-01T00:00:00.000Z');
    assert.equal(json?.['span'], 'PT2H');
  });
});
