import { TextInput } from '@mantine/core';

const form = /^\s*(\d+):([0-9a-f]{64})\s*$/;

/** The end of the log at an earlier time, as an earlier check told it: `<number>:<hash>`. */
export function headFrom(text: string): { sequence: number; hash: string } | undefined {
  const [, sequence, hash] = form.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

interface ExpectedHeadProps {
  value: string;
  onChange: (value: string) => void;
}

export function ExpectedHead({ value, onChange }: ExpectedHeadProps) {
  const isWrong = value.trim() !== '' && headFrom(value) === undefined;
  return (
    <details>
      <summary className="muted small">Compare with an end that you kept</summary>
      <TextInput
        mt="xs"
        mb="sm"
        aria-label="End of the log at an earlier time"
        placeholder="1234:5f2c…"
        classNames={{ input: 'mono' }}
        error={isWrong ? 'A number, a colon and 64 hexadecimal digits' : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </details>
  );
}
