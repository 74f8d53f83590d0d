import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitUntil } from '../../spec/wait-until.js';
import { Loans } from './loans.js';

const grant = { destinations: [{ host: 'db.corp', port: 5432 }] };

function loansOf() {
  const open = new Set<string>();
  const opened: string[] = [];
  const loans = new Loans({
    idleMs: 1,
    open: (key) => {
      opened.push(key);
      open.add(key);
      return Promise.resolve();
    },
    close: (key) => {
      open.delete(key);
    },
  });
  return { loans, open, opened, closed: () => waitUntil('closed', () => open.size === 0) };
}

describe('what was lent to a runner', () => {
  it('stays open while a run has it, and is closed after the last one', async () => {
    const { loans, open, closed } = loansOf();
    await loans.lend('a', grant, 'run-1');
    await loans.lend('a', undefined, 'run-2');
    loans.returned('run-1');
    loans.returned('run-1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([...open], ['a']);
    loans.returned('run-2');
    await closed();
  });

  it('is opened again for a run that finds its client open, and once for several of them', async () => {
    const { loans, open, opened, closed } = loansOf();
    await loans.lend('a', grant, 'run-1');
    loans.returned('run-1');
    await closed();
    await loans.lend('a', undefined, 'run-2');
    await loans.lend('a', undefined, 'run-3');
    assert.deepEqual([[...open], opened], [['a'], ['a', 'a']]);
  });

  it('is not opened again after it was forgotten', async () => {
    const { loans, open } = loansOf();
    await loans.lend('a', grant, 'run-1');
    await loans.lend('b', grant, 'run-1');
    loans.forget((key) => key === 'a');
    await loans.lend('a', undefined, 'run-1');
    assert.deepEqual([...open], ['b']);
  });
});
