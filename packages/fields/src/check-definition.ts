import type { FieldProblem } from '@patchbay/errors';
import { valueProblems } from './check-value.js';
import { displayProblems } from './check-display.js';
import { membersOf, requiredMembers } from './definition-members.js';
import type { Field } from './field.js';
import { isObject, isUnsafeKey } from './json.js';
import { limits } from './limits.js';
import { pointerTo } from './pointer.js';
import { validate } from './validate.js';

interface Level {
  /** Names that conditions may refer to: the fields beside, and those at the root. */
  siblings: ReadonlySet<string>;
  root: ReadonlySet<string>;
  depth: number;
}

/** Everything that is wrong with a field map that came as JSON. */
export function fieldMapProblems(value: unknown, pointer = '', around?: Level): FieldProblem[] {
  if (!isObject(value)) return [{ pointer, detail: 'must be an object of fields' }];
  const names = Object.keys(value);
  const depth = (around?.depth ?? 0) + 1;
  if (names.length > limits.fields || depth > limits.fieldDepth)
    return [{ pointer, detail: 'holds too many fields' }];
  const siblings = new Set(names);
  const level = { siblings, root: around?.root ?? siblings, depth };
  return names.flatMap((name) => {
    const at = pointerTo(pointer, name);
    return [...nameProblems(name, at), ...fieldProblems(value[name], at, level)];
  });
}

function nameProblems(name: string, pointer: string): FieldProblem[] {
  // A leading / or @ is a path in conditions, $ a marker in patches, = an expression.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const isName = name !== '' && name.length <= limits.fieldName && !/^[/@$=]|[\0-\x1f\x7f]/.test(name);
  return isName && !isUnsafeKey(name) ? [] : [{ pointer, detail: 'is not allowed as a name' }];
}

function fieldProblems(value: unknown, pointer: string, level: Level): FieldProblem[] {
  if (!isObject(value)) return [{ pointer, detail: 'must be an object' }];
  const { kind, ...members } = value;
  const checks = membersOf(kind);
  if (checks === undefined)
    return [{ pointer: pointerTo(pointer, 'kind'), detail: 'is not a kind of field' }];
  const problems = Object.entries(members).flatMap(([member, given]) => {
    const at = pointerTo(pointer, member);
    const check = Object.hasOwn(checks, member) ? checks[member] : undefined;
    if (check === undefined) return [{ pointer: at, detail: 'is not a member of this kind of field' }];
    const detail = check(given);
    return detail === undefined ? [] : [{ pointer: at, detail }];
  });
  const missing = requiredMembers(kind).filter((member) => !Object.hasOwn(members, member));
  problems.push(...missing.map((member) => ({ pointer: pointerTo(pointer, member), detail: 'is missing' })));
  problems.push(...displayProblems(members['displayOptions'], pointerTo(pointer, 'displayOptions'), level));
  problems.push(...nestedProblems(members, pointer, level));
  // Only a definition that is sound so far can say whether its default fits.
  return problems.length > 0 ? problems : defaultProblems(value as unknown as Field, pointer);
}

function nestedProblems(
  { fields, groups, drawnAs }: Record<string, unknown>,
  pointer: string,
  level: Level,
): FieldProblem[] {
  const problems = fields === undefined ? [] : fieldMapProblems(fields, pointerTo(pointer, 'fields'), level);
  if (isObject(drawnAs) && drawnAs['kind'] === 'rows')
    problems.push(...fieldMapProblems(drawnAs['cells'], `${pointer}/drawnAs/cells`, level));
  if (!isObject(groups)) return problems;
  for (const [name, group] of Object.entries(groups)) {
    const at = pointerTo(pointerTo(pointer, 'groups'), name);
    problems.push(...nameProblems(name, at));
    if (!isObject(group) || typeof group['displayName'] !== 'string' || Object.keys(group).length !== 2) {
      problems.push({ pointer: at, detail: 'must be { displayName, fields }' });
    } else problems.push(...fieldMapProblems(group['fields'], pointerTo(at, 'fields'), level));
  }
  return problems;
}

function defaultProblems(field: Field, pointer: string): FieldProblem[] {
  const at = pointerTo(pointer, 'default');
  if (field.default === undefined) return [];
  if (field.kind === 'collection' || field.kind === 'fixedCollection') {
    const { default: given, ...bare } = field;
    return validate({ default: bare }, { default: given }, { basePointer: pointer, allowExpressions: true });
  }
  // n8n writes expressions as defaults of credentials.
  return valueProblems(
    field,
    field.default,
    at,
    (value) => typeof value === 'string' && value.startsWith('='),
  );
}
