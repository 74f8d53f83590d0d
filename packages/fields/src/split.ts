import type { FieldMap } from './field.js';
import { isObject, type JsonObject } from './json.js';
import { treeOf } from './pointer-tree.js';
import { splitMap } from './split-value.js';

export interface SplitConfig {
  /** May be stored readable. */
  config: JsonObject;
  /** To be sealed as one record. */
  secrets: JsonObject;
  /**
   * JSON pointers of the secrets that are set: `/password`, `/headers/X-Api-Key`. Parts of a URL count as
   * its members: `/baseUrl/@userinfo`, `/baseUrl/?token`.
   */
  secretKeys: string[];
}

/** Separates what may be read from what must be sealed. Unknown connector or field: secret. */
export function splitConfig(fields: FieldMap | undefined, values: JsonObject): SplitConfig {
  const { plain, secrets } = splitMap(fields, values, '');
  return {
    config: isObject(plain) ? plain : {},
    secrets: treeOf(secrets),
    secretKeys: secrets.map(([pointer]) => pointer),
  };
}
