import { randomBytes } from 'node:crypto';

/** Makes secrets of every shape and notes each under its name. */
export function planting(secrets: Map<string, string>) {
  const note = (name: string, value: string): string => {
    secrets.set(name, value);
    return value;
  };
  return {
    // Characters that differ between the encodings, and length enough to be found by value.
    plant: (name: string) => note(name, `${name}"/+ü&${randomBytes(9).toString('base64')}`),
    plantHeader: (name: string) => note(name, `${name}-/+&${randomBytes(9).toString('base64')}`),
    plantUrl: (name: string) => note(name, `${name}-${randomBytes(12).toString('hex')}`),
    /** A key's lines are what would be found, not its frame, which every key has. */
    plantKey: (name: string) => {
      const body = note(name, randomBytes(96).toString('base64'));
      return `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
    },
  };
}
