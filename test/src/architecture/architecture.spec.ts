import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenRules, ruleNames } from './cruise.js';
import { probes } from './probes.js';
import { withSmallHouse } from './small-house.js';

// That the house as it stands keeps them is said by `npm run architecture`, one of the checks.
describe('the rules of who may import whom', () => {
  it('accept a house of empty workspaces', async () => {
    assert.deepEqual([...(await withSmallHouse({}, brokenRules))], []);
  });

  it('have a probe each', () => {
    assert.deepEqual(probes.map(({ rule }) => rule).sort(), [...ruleNames].sort());
  });

  for (const { rule, files } of probes) {
    it(`refuse by ${rule}, and by no other, the file that breaks it`, async () => {
      const broken = await withSmallHouse(files, brokenRules);
      assert.deepEqual([...broken.keys()], [rule]);
    });
  }
});
