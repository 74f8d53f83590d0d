import type { Field } from '@patchbay/fields';
import type { ControlProps } from '../../../fields/control.js';
import { FieldView } from '../../../fields/field-view.js';
import { isTemplate } from '../../../fields/expression.js';

/** One value of a row. Text, unless a number, a list or an object stands there, which is shown as JSON. */
export function Cell({ field, path, value }: ControlProps) {
  const isText = value === undefined || typeof value === 'string' || isTemplate(value);
  const shown: Field =
    field.kind === 'text' && !isText ? { kind: 'json', displayName: field.displayName } : field;
  return <FieldView field={shown} path={path} value={value} />;
}
