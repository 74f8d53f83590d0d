import type { FieldMap } from '@patchbay/fields';
import { fillable } from '../../fields/fill.js';
import type { FieldForm } from '../../fields/use-field-form.js';
import { type Filling, filledNames } from './suggestion.js';
import { useSmartPaste } from './use-smart-paste.js';

interface FormPasteProps {
  type: string;
  fields: FieldMap;
  fieldForm: FieldForm;
  name: string;
  setName: (name: string) => void;
  /** What the form was filled with as it opened. */
  pasted: Filling | undefined;
}

/** Fills fields, and the name while it is empty. */
export function useFormPaste({ type, fields, fieldForm, name, setName, pasted }: FormPasteProps) {
  return useSmartPaste({
    type,
    first: pasted && {
      kind: 'filled',
      filling: pasted,
      filled: {
        names: filledNames(fields, Object.keys(fillable(fields, pasted.config, false))),
        undo: () => {
          fieldForm.clear();
          setName('');
        },
      },
    },
    fill: ({ config, name: given }) => {
      const { keys, undo } = fieldForm.fill(config);
      if (name === '') setName(given);
      return {
        names: filledNames(fields, keys),
        undo: () => {
          undo();
          setName(name);
        },
      };
    },
  });
}
