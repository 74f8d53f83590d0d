import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { climb } from './ladder.js';
import { rungs, type Rung } from './rungs.js';

describe('the ladder', () => {
  it('takes the best rung that works and says why the better ones do not', async () => {
    const tried: Rung[] = [];
    const { report, first } = await climb('auto', (rung) => {
      tried.push(rung);
      return rung === 'permission' || rung === 'process'
        ? Promise.resolve(rung)
        : Promise.reject(new Error(`no ${rung}`));
    });
    assert.equal(report.rung, 'permission');
    assert.equal(first, 'permission');
    assert.deepEqual(
      report.refused.map(({ rung }) => rung),
      rungs.slice(0, 3),
    );
    assert.ok(report.refused.every(({ reason }) => reason.length > 5));
    assert.ok(!tried.includes('process'));
    assert.equal(report.hidesState, false);
  });

  it('does not fall below the rung that was asked for', async () => {
    await assert.rejects(
      climb('permission', () => Promise.reject(new Error('not here'))),
      { code: 'runner-unavailable', message: /permission: not here/ },
    );
  });

  it('refuses names of no rung', async () => {
    await assert.rejects(
      climb('NAMESPACES', () => Promise.resolve()),
      { code: 'config-invalid' },
    );
  });
});
