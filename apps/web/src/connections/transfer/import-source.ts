import type { ImportFormat, ImportPlanInput } from '@patchbay/contracts';
import { guessFormat } from '../paste/paste-format.js';

/** What a person wants to import, as far as they have said. */
export interface ImportSource {
  text: string;
  /** The file that the text came from; a typed or pasted text has none. */
  fileName: string | undefined;
  /** Chosen by the person, over what the text seems to be. */
  chosenFormat: ImportFormat | undefined;
  passphrase: string;
  existing: NonNullable<ImportPlanInput['existing']>;
  choices: NonNullable<ImportPlanInput['choices']>;
}

export const emptySource: ImportSource = {
  text: '',
  fileName: undefined,
  chosenFormat: undefined,
  passphrase: '',
  existing: 'update',
  choices: {},
};

export function formatOf({ chosenFormat, text }: ImportSource): ImportFormat | undefined {
  return chosenFormat ?? guessFormat(text);
}

/** Whether the text is a file of ours that only a passphrase opens. */
export function isSealed(source: ImportSource): boolean {
  const { text } = source;
  return formatOf(source) === 'patchbay' && !/"connections"\s*:/.test(text) && /"encryption"\s*:/.test(text);
}

export function inputOf(source: ImportSource, format: ImportFormat): ImportPlanInput {
  const { text, passphrase, existing, choices } = source;
  return { format, text, existing, choices, ...(isSealed(source) ? { passphrase } : {}) };
}
