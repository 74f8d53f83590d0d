import { PasswordInput, Textarea, type TextareaProps } from '@mantine/core';
import { type ClipboardEvent, useState } from 'react';

interface SecretInputProps extends Pick<TextareaProps, 'label' | 'className' | 'aria-label' | 'autoFocus'> {
  value: string;
  onChange: (value: string) => void;
}

/** A value that is being entered. One of several lines, such as a key, would silently lose its line breaks in a password input. */
export function SecretInput({ value, onChange, autoFocus = false, ...props }: SecretInputProps) {
  const [isLong, setLong] = useState(false);
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text').replaceAll('\r\n', '\n');
    // What ends with its only line break is one line.
    if (!pasted.trimEnd().includes('\n')) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    setLong(true);
    onChange(value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? 0));
  };
  if (!isLong) {
    return (
      <PasswordInput
        {...props}
        autoFocus={autoFocus}
        autoComplete="new-password"
        value={value}
        onPaste={onPaste}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Textarea
      {...props}
      autoFocus
      autosize
      minRows={3}
      maxRows={10}
      spellCheck={false}
      autoComplete="off"
      classNames={{ input: 'mono' }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
