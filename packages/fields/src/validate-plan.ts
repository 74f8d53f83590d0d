import type { FieldProblem } from '@patchbay/errors';
import type { FieldMap } from './field.js';
import { joinConfig } from './join.js';
import type { MergePlan } from './merge.js';
import { treeOf } from './pointer-tree.js';
import { validate, type ValidateOptions } from './validate.js';

/** Validates what a merge leads to; kept secrets count as present without being opened. */
export function validatePlan(
  fields: FieldMap,
  plan: Pick<MergePlan, 'config' | 'secrets'>,
  options: Pick<ValidateOptions, 'basePointer'> = {},
): FieldProblem[] {
  const values = joinConfig(plan.config, treeOf(Object.entries(plan.secrets.set)));
  return validate(fields, values, { ...options, present: plan.secrets.keep });
}
