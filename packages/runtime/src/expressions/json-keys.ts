const mention = /\$json(?![\w$])/g;
/** A member read by name, which is not called: `$json.toString()` is about the object as a whole. */
const read = /\$json\??\.([A-Za-z_][\w$]*)(?![\w$])(?!\s*\??\.?\s*\()/g;

/**
 * The members of `$json` that the text reads, or undefined when it may read any. Only those have to cross into the
 * sandbox, where reading wide items costs more than evaluating the expressions.
 */
export function jsonKeys(text: string): readonly string[] | undefined {
  const reads = [...text.matchAll(read)];
  if (reads.length !== [...text.matchAll(mention)].length || text.includes('$input')) return undefined;
  const keys = new Set(reads.map(([, key = '']) => key));
  return keys.has('__proto__') ? undefined : [...keys];
}

export function picked(
  json: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, unknown> {
  const some: Record<string, unknown> = {};
  for (const key of keys) if (Object.hasOwn(json, key)) some[key] = json[key];
  return some;
}
