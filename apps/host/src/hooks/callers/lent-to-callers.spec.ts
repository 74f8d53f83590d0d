import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PatternNode } from '@patchbay/contracts';
import { chain, createPattern } from '../../spec/graphs.js';
import { startSpecHost } from '../../spec/host.js';

const value = 'sesame-0123456789';

describe('What a guarded webhook reads to compare it with what a caller shows', () => {
  it('is recorded under the call, which names the run that it started if it was let in', async () => {
    const { admin, url } = await startSpecHost();
    const config = { name: 'X-Door', value };
    const connection = await admin.post('/connections', { name: 'Door', type: 'header_auth', config });
    const caller = String(connection.body['id']);
    const hook: PatternNode = {
      ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger' },
      parameters: { path: 'door', respond: 'whenDone', authentication: 'headerAuth' },
      connections: { caller },
    };
    const patternId = await createPattern(admin, chain(hook));
    assert.equal((await admin.patch(`/patterns/${patternId}`, { active: true })).status, 200);
    const call = async (shown: string) => {
      const init = { method: 'POST', headers: { 'x-door': shown } };
      return (await fetch(`${url}/hooks/development/door`, init)).status;
    };
    assert.deepEqual([await call('wrong'), await call(value)], [403, 200]);

    const { body } = await admin.get(`/audit?subjectId=${caller}`);
    const records = (body['items'] as { action: string; details: Record<string, string> }[])
      .filter(({ action }) => action !== 'connection.created')
      .toReversed();
    // Once each: the step of the trigger in its runner gets none of it.
    assert.deepEqual(
      records.map(({ action }) => action),
      ['connection.leased', 'connection.callerRefused', 'connection.leased'],
    );
    const [refusedLease, refusal, lease] = records.map(({ details }) => details);
    const runs = (await admin.get(`/runs?patternId=${patternId}`)).body['items'] as { id: string }[];
    assert.deepEqual(
      runs.map(({ id }) => id),
      [lease?.['callId']],
    );
    assert.equal(refusal?.['callId'], refusedLease?.['callId']);
    // A refused call started no run, so no record names one.
    for (const { details } of records)
      assert.deepEqual(
        [details['runId'], details['patternId'], details['nodeId']],
        [undefined, patternId, 'hook'],
      );
  });
});
