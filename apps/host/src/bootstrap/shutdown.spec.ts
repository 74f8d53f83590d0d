import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Shutdown } from './shutdown.js';

const short = { stopAccepting: 50, finishWork: 50, close: 50, release: 50 };

describe('The shutdown', () => {
  it('goes through its phases in order, once', async () => {
    const shutdown = new Shutdown(short);
    const order: string[] = [];
    shutdown.on('release', 'd', () => void order.push('release'));
    shutdown.on('close', 'c', () => void order.push('close'));
    shutdown.on('finishWork', 'b', async () => {
      await sleep(10);
      order.push('finishWork');
    });
    shutdown.on('stopAccepting', 'a', () => void order.push('stopAccepting'));
    assert.deepEqual(await Promise.all([shutdown.run(), shutdown.run()]), [[], []]);
    assert.deepEqual(order, ['stopAccepting', 'finishWork', 'close', 'release']);
    assert.ok(shutdown.signal.aborted);
  });

  it('gives up on what hangs or fails, names it, and closes the rest', async () => {
    const shutdown = new Shutdown(short);
    let closed = false;
    shutdown.on('finishWork', 'a run', () => new Promise<never>(() => undefined));
    shutdown.on('close', 'the pool', () => Promise.reject(new Error('broken pipe')));
    shutdown.on('close', 'the store', () => void (closed = true));
    assert.deepEqual(await shutdown.run(), ['a run did not end in time', 'the pool: broken pipe']);
    assert.ok(closed);
  });
});
