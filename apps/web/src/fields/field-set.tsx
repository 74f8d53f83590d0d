import type { Field } from '@patchbay/fields';
import { type ReactNode, useId } from 'react';
import { fieldHelp } from './field-help.js';
import { useForm } from './form-context.js';
import { type Path, pointerOf } from './values.js';

interface FieldSetProps {
  field: Field;
  path: Path;
  help?: ReactNode;
  children: ReactNode;
}

/** A field that is made of others. It takes the focus itself when it is wrong as a whole, such as by being empty. */
export function FieldSet({ field, path, help = fieldHelp(field), children }: FieldSetProps) {
  const id = useId();
  const pointer = pointerOf(path);
  const problem = useForm().problemAt(pointer);
  return (
    <fieldset
      className="group"
      data-pointer={pointer}
      tabIndex={-1}
      {...(problem !== undefined && { 'aria-describedby': id })}
    >
      <legend className="field-label">{field.displayName}</legend>
      <span className="field-help">{help}</span>
      {children}
      {problem !== undefined && (
        <p id={id} className="problem-text small flat">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
