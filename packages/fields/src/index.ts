export { allowListField, allowListOf } from './allow-list.js';
export { applyDefaults } from './apply-defaults.js';
export { applySecretPlan } from './apply-secret-plan.js';
export { field, type BuiltField } from './builders.js';
export type { Credentials, ParameterField, ParameterFieldMap, Parameters, SqlText } from './credentials.js';
export { destinationOf } from './destination.js';
export type * from './field.js';
export { fromWire } from './from-wire.js';
export { hostSummary } from './host-summary.js';
export { joinConfig } from './join.js';
export { toJsonSchema, type JsonSchema } from './json-schema.js';
export type { JsonLiteral, JsonObject, JsonValue } from './json.js';
export { labelAt } from './label-at.js';
export { maskConfig } from './mask-config.js';
export { MASK } from './mask.js';
export { mergeConfig, type MergeInput, type MergePlan, type SecretPlan } from './merge.js';
export { openCredentials } from './open-credentials.js';
export { parseFields } from './parse-fields.js';
export { isWithin, parsePointer, pointerTo } from './pointer.js';
export { isSecretField } from './secrecy.js';
export { connectionSecretReads, putSecrets } from './connection-references.js';
export {
  isSecretTemplate,
  misusedSecrets,
  secretName,
  secretNames,
  secretReads,
  type SecretReads,
} from './secret-references.js';
export { Secret } from './secret.js';
export { splitConfig, type SplitConfig } from './split.js';
export { toWire } from './to-wire.js';
export { validatePlan } from './validate-plan.js';
export { validate, type ValidateOptions } from './validate.js';
export { isVisible } from './visibility.js';
export type * from './wire-types.js';
export type { FieldProblem } from '@patchbay/errors';
