import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FieldProblem, PatchbayError } from '@patchbay/errors';
import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

const shown = { displayName: 'Shown' } as const;

/** What the record of a run says that failed because its node threw this. */
async function told(errors: readonly FieldProblem[]): Promise<readonly FieldProblem[] | undefined> {
  const picky = defineNode({
    version: 1,
    displayName: 'X',
    description: 'X',
    group: 'action',
    type: 'picky',
    parameters: {
      rows: field.json(shown),
      more: field.collection({ ...shown, fields: { depth: field.number(shown) } }),
    },
    inputs: [mainPin],
    outputs: [mainPin],
    execute() {
      throw new PatchbayError('parameter-invalid', { detail: 'It is wrong.', errors });
    },
  });
  const pattern = graph([node('p', 'picky')], ['start>p']);
  const { result, steps } = await run(runtimeOf({ catalog: catalogOf([picky]) }), pattern);
  assert.deepEqual(
    [result.error?.code, result.error?.nodeId, result.error?.detail],
    ['parameter-invalid', 'p', 'It is wrong.'],
  );
  assert.deepEqual(steps.at(-1)?.error?.errors, result.error?.errors);
  return result.error?.errors;
}

describe('what a node says of its own parameters', () => {
  it('leads to the field of its form, also into a collection', async () => {
    assert.deepEqual(await told([{ pointer: '/rows/3/name', detail: 'is empty' }]), [
      { pointer: '/rows/3/name', detail: 'is empty' },
    ]);
    assert.deepEqual(await told([{ pointer: '/depth', detail: 'is too much' }]), [
      { pointer: '/more/depth', detail: 'is too much' },
    ]);
  });

  it('leads nowhere where there is no such field', async () => {
    for (const pointer of ['/other', '', '/__proto__', 'rows'])
      assert.equal(await told([{ pointer, detail: 'is wrong' }]), undefined, pointer);
  });
});
