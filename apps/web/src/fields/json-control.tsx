import { Textarea } from '@mantine/core';
import type { JsonField, JsonValue } from '@patchbay/fields';
import { useState } from 'react';
import { type ControlProps, useInputProps } from './control.js';
import { useForm } from './form-context.js';
import { pointerOf, sameValue } from './values.js';

/** The text is kept as typed; the form gets the value as soon as the text is JSON. */
export function JsonControl(props: ControlProps<JsonField>) {
  const form = useForm();
  const { field, path, value } = props;
  const [text, setText] = useState(() => asText(value === undefined ? (field.default as JsonValue) : value));
  const typed = parse(text);
  // Filled from elsewhere, such as a paste: what was typed before is over.
  if (typed.ok && value !== undefined && !sameValue(typed.value, value)) setText(asText(value));
  const change = (next: string) => {
    setText(next);
    const parsed = parse(next);
    form.setUnreadable(pointerOf(path), parsed.ok ? undefined : 'must be JSON, such as {"name": "value"}');
    form.change(path, parsed.ok ? parsed.value : null);
  };
  const { error, ...input } = useInputProps(props);
  return (
    <Textarea
      {...input}
      error={error ?? form.problemWithin?.(pointerOf(path))}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function asText(value: JsonValue | undefined): string {
  return value === undefined || value === null ? '' : JSON.stringify(value, null, 2);
}

function parse(text: string): { ok: true; value: JsonValue } | { ok: false } {
  if (text.trim() === '') return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { ok: false };
  }
}
