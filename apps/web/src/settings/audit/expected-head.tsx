import { TextInput } from '@mantine/core';
import type { RefObject } from 'react';

const form = /^\s*(\d+):([0-9a-f]{64})\s*$/;

/** The end of the log at an earlier time, as an earlier check told it: `<number>:<hash>`. */
export function headFrom(text: string): { sequence: number; hash: string } | undefined {
  const [, sequence, hash] = form.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

/** Something was entered that cannot be compared with: a check that left it out would say more than it knows. */
export function isWrongHead(text: string): boolean {
  return text.trim() !== '' && headFrom(text) === undefined;
}

interface ExpectedHeadProps {
  input: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (value: string) => void;
}

export function ExpectedHead({ input, value, onChange }: ExpectedHeadProps) {
  return (
    <details>
      <summary className="muted small">Compare with an end that you kept</summary>
      <TextInput
        ref={input}
        mt="xs"
        mb="sm"
        aria-label="End of the log at an earlier time"
        placeholder="1234:5f2c…"
        classNames={{ input: 'mono' }}
        error={isWrongHead(value) ? 'A number, a colon and 64 hexadecimal digits' : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </details>
  );
}
