import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitUntil } from '../../spec/wait-until.js';
import { Heartbeat } from './heartbeat.js';

function heart(answers: boolean) {
  let silences = 0;
  let pings = 0;
  const heartbeat = new Heartbeat({
    intervalMs: 20,
    patienceMs: 300,
    ping: (sequence) => {
      pings += 1;
      if (answers) heartbeat.answered(sequence);
    },
    onSilence: () => (silences += 1),
  });
  heartbeat.start();
  return { heartbeat, silences: () => silences, pings: () => pings };
}

function block(milliseconds: number): void {
  for (const until = Date.now() + milliseconds; Date.now() < until;);
}

describe('a heartbeat', () => {
  it('reports silence once, and none while answers come', async () => {
    const [silent, alive] = [heart(false), heart(true)];
    await waitUntil('the silence is noticed', () => silent.silences() > 0);
    const later = alive.pings() + 20;
    await waitUntil('it beats on', () => alive.pings() >= later);
    assert.deepEqual([silent.silences(), alive.silences()], [1, 0]);
    alive.heartbeat.stop();
  });

  it('does not take a pause of the host itself for silence of the runner', async () => {
    const { heartbeat, silences, pings } = heart(true);
    const beatsOn = async () => {
      const later = pings() + 2;
      await waitUntil('it beats', () => pings() >= later);
    };
    await beatsOn();
    block(400);
    await beatsOn();
    assert.equal(silences(), 0);
    heartbeat.stop();
  });

  it('believes no answer to a question that was not asked yet', async () => {
    const { heartbeat, silences } = heart(false);
    heartbeat.answered(1_000_000);
    await waitUntil('the silence is noticed', () => silences() === 1);
  });
});
