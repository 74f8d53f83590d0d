import { type Field, type FieldMap, isVisible, type JsonObject } from '@patchbay/fields';
import { valueWords } from '../../fields/value-words.js';
import { getOwn } from '../../fields/values.js';
import { filledNames } from './suggestion.js';

/**
 * Which of the filled fields are not sent because another one hides them, and by which value of it, as in
 * "CA certificate, because TLS is Never". Empty when all are sent.
 */
export function unsentWords(fields: FieldMap, values: JsonObject, keys: readonly string[]): string {
  const hidden = keys.filter((key) => {
    const field = getOwn(fields, key);
    return field !== undefined && !isVisible(field, values);
  });
  if (hidden.length === 0) return '';
  const causes = hidden.flatMap((key) => causesOf(getOwn(fields, key), fields, values));
  return `${filledNames(fields, hidden)}, because ${[...new Set(causes)].join(' and ')}`;
}

function causesOf(field: Field | undefined, fields: FieldMap, values: JsonObject): string[] {
  if (field === undefined) return [];
  return singleRules(field.displayOptions)
    .filter(({ displayOptions }) => !isVisible({ ...field, displayOptions }, values))
    .map(({ key }) => {
      const other = getOwn(fields, key);
      return other === undefined
        ? `of ${key}`
        : `${other.displayName} is ${valueWords(other, getOwn(values, key))}`;
    });
}

function singleRules({ show = {}, hide = {} }: NonNullable<Field['displayOptions']> = {}) {
  return [
    ...Object.entries(show).map(([key, rule]) => ({ key, displayOptions: { show: { [key]: rule } } })),
    ...Object.entries(hide).map(([key, rule]) => ({ key, displayOptions: { hide: { [key]: rule } } })),
  ];
}
