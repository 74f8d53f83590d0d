export { field, type BuiltField } from './builders.js';
export type { Credentials, ParameterField, ParameterFieldMap, Parameters, SqlText } from './credentials.js';
export type * from './field.js';
export type { JsonObject, JsonValue } from './json.js';
export { MASK } from './mask.js';
export { Secret } from './secret.js';
export type { FieldProblem } from '@patchbay/errors';
