import type { FieldProblem } from '@patchbay/errors';
import { type FieldMap, parsePointer, pointerTo } from '@patchbay/fields';

/**
 * What a node says of its parameters, by pointers that lead to fields of its form: a node names a parameter as its code
 * does, which may lie in a collection. A pointer to none of its fields is left out, for nobody could follow it.
 */
export function placedProblems(
  errors: readonly FieldProblem[],
  fields: FieldMap,
): readonly FieldProblem[] | undefined {
  const placed = errors.flatMap(({ pointer, detail }) => {
    const place = placeOf(pointer, fields);
    return place === undefined ? [] : [{ pointer: place, detail }];
  });
  return placed.length > 0 ? placed : undefined;
}

function placeOf(pointer: string, fields: FieldMap): string | undefined {
  const [name = ''] = parsePointer(pointer);
  if (Object.hasOwn(fields, name)) return pointer;
  const around = Object.entries(fields).find(
    ([, field]) => field.kind === 'collection' && Object.hasOwn(field.fields, name),
  );
  return around && pointerTo('', around[0]) + pointer;
}
