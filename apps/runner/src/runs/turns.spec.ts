import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Turns } from './turns.js';

/** Goes through many microtasks, as a run does between two waits for input or output. */
async function through(name: string, said: string[], turns: Turns): Promise<void> {
  await turns.next();
  said.push(`${name} begins`);
  for (let n = 0; n < 100; n += 1) await Promise.resolve();
  said.push(`${name} ends`);
}

describe('turns', () => {
  it('let each run go from start to end before the next one begins', async () => {
    const turns = new Turns();
    const said: string[] = [];
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => through(name, said, turns)));
    assert.deepEqual(
      said,
      ['a', 'b', 'c', 'd'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('let the process look at what else has come while many compute', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const computing = async (name: string) => {
      await turns.next();
      const start = performance.now();
      while (performance.now() - start < 5);
      said.push(name);
    };
    const both = Promise.all([computing('first'), computing('second')]);
    setImmediate(() => said.push('the loop'));
    await both;
    assert.deepEqual(said, ['first', 'the loop', 'second']);
  });

  it('let the next one begin when one waits for something', async () => {
    const turns = new Turns();
    const said: string[] = [];
    let answer: () => void = () => undefined;
    const waiting = async () => {
      await turns.next();
      await new Promise<void>((resolve) => (answer = resolve));
      said.push('answered');
    };
    const both = Promise.all([waiting(), through('b', said, turns)]);
    while (!said.includes('b ends')) await new Promise((resolve) => setImmediate(resolve));
    answer();
    await both;
    assert.deepEqual(said, ['b begins', 'b ends', 'answered']);
  });
});
