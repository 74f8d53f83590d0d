import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, useState } from 'react';
import { api } from '../../api/client.js';
import { guessFormat } from './paste-format.js';
import { type Filling, fillingFrom } from './suggestion.js';

/** A connection pasted where connectors are searched leads to its form, filled. */
export function usePickerPaste(onPasted: ((filling: Filling) => void) | undefined) {
  const [problem, setProblem] = useState<string>();
  const reading = useMutation({
    mutationFn: (text: string) => api.call('connectionSmartPaste', { body: { text } }),
    onSuccess: (answer) => {
      const filling = fillingFrom(answer);
      if (filling) onPasted?.(filling);
      else setProblem(answer.notRead[0]?.reason ?? 'No connector takes what was pasted.');
    },
  });
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    setProblem(undefined);
    reading.reset();
    if (!onPasted || guessFormat(text) === undefined) return;
    // Neither the search nor its history shall hold a password.
    event.preventDefault();
    reading.mutate(text);
  };
  return { onPaste, problem, error: reading.error };
}
