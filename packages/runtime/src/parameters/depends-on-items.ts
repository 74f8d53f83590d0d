import type { FieldMap } from '@patchbay/fields';
import { parseTemplate } from '../expressions/template.js';

/** Whether expressions decide more of a node's parameters than the values that are bound to a statement. */
export function dependsOnItems(fields: FieldMap, parameters: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(parameters).some(([key, value]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return !(field?.kind === 'multiline' && field.language === 'sql') && holdsExpression(value);
  });
}

function holdsExpression(value: unknown): boolean {
  if (typeof value === 'string') return parseTemplate(value)?.some((part) => 'source' in part) === true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
