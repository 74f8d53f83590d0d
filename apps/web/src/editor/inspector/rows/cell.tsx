import type { Field, JsonValue, TextField } from '@patchbay/fields';
import type { ControlProps } from '../../../fields/control.js';
import { FieldView } from '../../../fields/field-view.js';

/** One value of a row. A text field takes any value: what stands there decides how it is shown, and keeps its type. */
export function Cell({ field, path, value }: ControlProps) {
  return (
    <FieldView field={field.kind === 'text' ? fitting(field, value) : field} path={path} value={value} />
  );
}

/** An emptied number is text again. */
function fitting(field: TextField, value: JsonValue | undefined): Field {
  if (value === undefined || typeof value === 'string') return field;
  const { displayName } = field;
  return typeof value === 'number' ? { kind: 'number', displayName } : { kind: 'json', displayName };
}
