import type { FieldProblem } from '@patchbay/errors';
import { isObject, isUnsafeKey } from './json.js';
import { limits } from './limits.js';
import { pointerTo } from './pointer.js';

/** HTTP headers by name: tokens as names, no name twice in whatever case, no line breaks in a value. */
export function headerProblems(
  value: unknown,
  pointer: string,
  isExpression: (value: unknown) => boolean,
): FieldProblem[] {
  if (!isObject(value)) return [{ pointer, detail: 'must be an object of header names and values' }];
  const names = Object.keys(value);
  if (names.length > limits.headers)
    return [{ pointer, detail: `must not have more than ${String(limits.headers)} headers` }];
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const detail =
      nameProblem(name, seen) ?? (isExpression(value[name]) ? undefined : valueProblem(value[name]));
    seen.add(name.toLowerCase());
    return detail === undefined ? [] : [{ pointer: pointerTo(pointer, name), detail }];
  });
}

function nameProblem(name: string, seen: ReadonlySet<string>): string | undefined {
  if (isUnsafeKey(name)) return 'is not allowed as a name';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return 'is not a valid header name';
  return seen.has(name.toLowerCase()) ? 'is given twice; header names do not differ by case' : undefined;
}

function valueProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  if (value.length > limits.text) return `must not be longer than ${String(limits.text)} characters`;
  // A line break would let a value add headers of its own.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\0-\x08\x0a-\x1f\x7f]|\p{Surrogate}/u.test(value)
    ? 'must not contain line breaks or control characters'
    : undefined;
}
