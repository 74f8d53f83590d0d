import type { ConnectorDescription } from '@patchbay/contracts';
import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { api } from '../../api/client.js';
import { guessFormat, isForSeveralFields } from './paste-format.js';
import { type Filling, fillingFrom } from './suggestion.js';

interface SmartPasteProps {
  /** The form's. */
  connector: ConnectorDescription;
  /** Fills the form; gives the names of what was filled and how to take it back. */
  fill: (filling: Filling) => Filled;
  /** What was filled as this form opened. */
  first: PasteNews | undefined;
}

export interface Filled {
  /** Of the fields. */
  keys: readonly string[];
  names: string;
  undo: () => void;
}

export type PasteNews =
  | { kind: 'filled'; filling: Filling; filled: Filled }
  /** The text is of another connector. */
  | { kind: 'other'; filling: Filling }
  | { kind: 'unknown' };

/** The server's limit; a longer text is no connection. */
const longest = 65_536;

/** A connection pasted or dropped anywhere in a form fills it. A text for one field stays where it was pasted. */
export function useSmartPaste({ connector, fill, first }: SmartPasteProps) {
  const [news, setNews] = useState(first);
  const reading = useMutation({
    mutationFn: ({ text }: Pasted) => api.call('connectionSmartPaste', { body: { text } }),
    onSuccess: (answer, { putBack }) => {
      const own = fillingFrom(answer, connector.type);
      if (own) return setNews({ kind: 'filled', filling: own, filled: fill(own) });
      putBack();
      const other = fillingFrom(answer);
      setNews(other ? { kind: 'other', filling: other } : { kind: 'unknown' });
    },
    onError: (_error, { putBack }) => putBack(),
  });
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    const format = text.length > longest ? undefined : guessFormat(text);
    if (format === undefined) return;
    const isTakenApart =
      isForSeveralFields(text, format) && connector.imports?.some(({ from }) => from === format) === true;
    // A long field takes a key or a JSON as it is.
    if (event.target instanceof HTMLTextAreaElement && !isTakenApart) return;
    event.preventDefault();
    reading.mutate({ text, putBack: putterInto(event.target, text) });
  };
  const onDrop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    // A file field has taken it already.
    if (event.defaultPrevented || !file) return;
    event.preventDefault();
    if (file.size > longest) return setNews({ kind: 'unknown' });
    void file.text().then((text) => reading.mutate({ text, putBack: () => undefined }));
  };
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  };
  return {
    news,
    error: reading.error,
    isReading: reading.isPending,
    dismiss: () => {
      reading.reset();
      setNews(undefined);
    },
    handlers: { onPaste, onDrop, onDragOver },
  };
}

interface Pasted {
  text: string;
  /** Does what the paste would have done by itself. */
  putBack: () => void;
}

function putterInto(target: EventTarget, text: string): () => void {
  const isLong = target instanceof HTMLTextAreaElement;
  if (!isLong && !(target instanceof HTMLInputElement)) return () => undefined;
  const { selectionStart, selectionEnd } = target;
  const given = isLong ? text : text.replaceAll(/[\r\n]/g, '');
  return () => {
    const end = target.value.length;
    target.setRangeText(given, selectionStart ?? end, selectionEnd ?? end, 'end');
    target.dispatchEvent(new Event('input', { bubbles: true }));
  };
}
