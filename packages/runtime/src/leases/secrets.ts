import { Secret } from '@patchbay/fields';

/** The texts to redact of opened credentials: each secret, and each text and number within a secret object. */
export function secretTexts(credentials: unknown): string[] {
  const texts = new Set<string>();
  collect(credentials, false, texts);
  return [...texts];
}

function collect(value: unknown, isSecret: boolean, texts: Set<string>): void {
  if (value instanceof Secret) return collect(value.reveal(), true, texts);
  if (typeof value === 'object' && value !== null) {
    if (isSecret) texts.add(JSON.stringify(value));
    for (const member of Object.values(value)) collect(member, isSecret, texts);
  } else if (isSecret && (typeof value === 'string' || typeof value === 'number')) {
    texts.add(String(value));
  }
}
