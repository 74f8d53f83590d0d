export interface Member {
  /** As it is written after `$json`: `.order.id`, `["a b"]`, `.lines[0].sku`. */
  path: string;
  types: string[];
  isAlways: boolean;
}

const deepest = 4;

/** The members of these objects with their types, in the order in which they appear. */
export function schemaOf(values: readonly Record<string, unknown>[]): Member[] {
  const found = new Map<string, { types: Set<string>; times: number }>();
  for (const value of values) visit(value, '', found, 0);
  return [...found].map(([path, { types, times }]) => ({
    path,
    types: [...types],
    isAlways: times === values.length,
  }));
}

type Found = Map<string, { types: Set<string>; times: number }>;

function visit(value: Record<string, unknown>, path: string, found: Found, depth: number): void {
  for (const [key, inner] of Object.entries(value)) {
    const here = `${path}${accessOf(key)}`;
    const known = found.get(here) ?? { types: new Set<string>(), times: 0 };
    found.set(here, known);
    known.types.add(typeOf(inner));
    known.times += 1;
    if (depth >= deepest) continue;
    const first: unknown = Array.isArray(inner) ? inner[0] : undefined;
    if (isRecord(inner)) visit(inner, here, found, depth + 1);
    else if (isRecord(first)) visit(first, `${here}[0]`, found, depth + 1);
  }
}

export function accessOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
