import type { Field, JsonValue } from '@patchbay/fields';
import { useForm } from './form-context.js';
import { type Path, pointerOf } from './values.js';
import { valueWords } from './value-words.js';

/** What a saved connection connects to. It never changes, because patterns rely on it. */
export function ReadOnlyField({
  field,
  path,
  value,
}: {
  field: Field;
  path: Path;
  value: JsonValue | undefined;
}) {
  const form = useForm();
  const problem = form.problemAt(pointerOf(path));
  return (
    <div className="read-only-field">
      <span className="field-label">{field.displayName}</span>
      <span className="mono">
        {form.maskedText(path) ?? valueWords(field, value ?? (field.default as JsonValue))}
      </span>
      {problem !== undefined && <p className="problem-text small flat">{problem}</p>}
    </div>
  );
}
