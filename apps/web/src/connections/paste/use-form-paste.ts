import type { ConnectorDescription } from '@patchbay/contracts';
import type { FieldMap } from '@patchbay/fields';
import { fillable } from '../../fields/fill.js';
import type { FieldForm } from '../../fields/use-field-form.js';
import { pointerOf } from '../../fields/values.js';
import { type Filling, filledNames } from './suggestion.js';
import { unsentWords } from './unsent.js';
import { useSmartPaste } from './use-smart-paste.js';

interface FormPasteProps {
  connector: ConnectorDescription;
  fields: FieldMap;
  fieldForm: FieldForm;
  name: string;
  setName: (name: string) => void;
  /** What the form was filled with as it opened. */
  pasted: Filling | undefined;
  /** Shows the fields, where they are folded up. */
  unfold: (pointers: readonly string[]) => void;
}

/** Fills fields, and the name while it is empty. */
export function useFormPaste(props: FormPasteProps) {
  const { connector, fields, fieldForm, name, setName, pasted, unfold } = props;
  const first = Object.keys(fillable(fields, pasted?.config ?? {}, false));
  const paste = useSmartPaste({
    connector,
    first: pasted && {
      kind: 'filled',
      filling: pasted,
      filled: {
        keys: first,
        names: filledNames(fields, first),
        undo: () => {
          fieldForm.clear();
          setName('');
        },
      },
    },
    fill: ({ config, name: given }) => {
      const { keys, undo } = fieldForm.fill(config);
      if (name === '') setName(given);
      unfold(keys.map((key) => pointerOf([key])));
      return {
        keys,
        names: filledNames(fields, keys),
        undo: () => {
          undo();
          setName(name);
        },
      };
    },
  });
  const { news } = paste;
  const unsent = news?.kind === 'filled' ? unsentWords(fields, fieldForm.access.root, news.filled.keys) : '';
  return { ...paste, unsent };
}

export type FormPasteState = ReturnType<typeof useFormPaste>;
