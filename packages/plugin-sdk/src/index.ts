export {
  field,
  Secret,
  type ConditionOperator,
  type Credentials,
  type FieldMap,
  type JsonDrawing,
  type JsonRows,
  type JsonValue,
  type ParameterFieldMap,
  type Parameters,
  type SqlText,
} from '@patchbay/fields';
export { PatchbayError, isPatchbayError, type ProblemCode } from '@patchbay/errors';
export { BatchSize } from './batch-size.js';
export * from './byte-source.js';
export * from './capabilities.js';
export * from './common-fields.js';
export * from './connector.js';
export * from './http-over.js';
export * from './imports.js';
export * from './items.js';
export type * from './memory.js';
export * from './node.js';
export * from './pins.js';
export * from './plugin.js';
export { ResultLimit, rowOverhead } from './result-limit.js';
export { isRowStatement } from './row-statement.js';
export type * from './set-aside.js';
export * from './sql-rows.js';
export * from './tls-settings.js';
