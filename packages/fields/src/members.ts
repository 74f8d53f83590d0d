/** Members of a field that both formats call the same. */
export const sharedMembers = [
  'displayName',
  'description',
  'hint',
  'placeholder',
  'required',
  'displayOptions',
] as const;

/** Members of a field that only our own format has. */
export const ownMembers = [
  'default',
  'documentationUrl',
  'pattern',
  'identity',
  'destination',
  'section',
  'multiline',
  'format',
  'min',
  'max',
  'integer',
  'language',
  'plain',
  'multiple',
  'usual',
  'drawnAs',
] as const;

/** A deep, mutable copy of the members that are there. */
export function pick(source: object, members: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(source).filter(
    ([key, value]) => members.includes(key) && value !== undefined,
  );
  return structuredClone(Object.fromEntries(entries));
}
