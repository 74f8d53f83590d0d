import type { EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { updateRows } from '../database/rows.js';

/** One table in which an older or foreign install may have left something readable that must be sealed. */
export interface BackfillPlace {
  /** `table.column` of the sealed text. */
  name: string;
  /** The next rows in the order of their keys; none after the last. */
  page(manager: EntityManager, after: readonly string[] | undefined): Promise<BackfillRow[]>;
  /** Told of each row that was sealed, after the commit. */
  sealed?: (keys: readonly string[]) => void;
}

export interface BackfillRow {
  keys: string[];
  /**
   * Whether it is not as it should be; with `write` it is put right, unless somebody changed it meanwhile.
   * @throws PatchbayError when it must stay as it is
   */
  seal(write: boolean): Promise<boolean>;
}

interface Place<R extends ObjectLiteral> {
  table: EntitySchema<R>;
  column: string & keyof R;
  keys: readonly (string & keyof R)[];
  /** What must be unchanged when it is written, besides the keys and the column. */
  match?: readonly (string & keyof R)[];
  /** Undefined for a row that is as it should be. */
  changesOf: (manager: EntityManager, row: R) => Promise<Partial<R> | undefined>;
  sealed?: (keys: readonly string[]) => void;
}

export function placeOf<R extends ObjectLiteral>(place: Place<R>): BackfillPlace {
  const { table, column, keys, match = [], changesOf, sealed } = place;
  return {
    name: `${table.options.name}.${column}`,
    ...(sealed === undefined ? {} : { sealed }),
    page: async (manager, after) => {
      const rows = await nextRows(manager, place, after);
      return rows.map((row) => ({
        keys: keys.map((name) => String(row[name])),
        seal: async (write) => {
          const changes = await changesOf(manager, row);
          if (changes === undefined || !write) return changes !== undefined;
          const where = Object.fromEntries([...keys, column, ...match].map((name) => [name, row[name]]));
          return (await updateRows(manager, table, where as FindOptionsWhere<R>, changes)) > 0;
        },
      }));
    },
  };
}

const pageSize = 200;

/** The next page in the order of the keys. */
export function nextRows<R extends ObjectLiteral>(
  manager: EntityManager,
  { table, keys }: Pick<Place<R>, 'table' | 'keys'>,
  after: readonly string[] | undefined,
): Promise<R[]> {
  const query = manager.createQueryBuilder(table, 'row').take(pageSize);
  for (const name of keys) query.addOrderBy(`row.${name}`);
  const [first = '', second] = keys;
  if (after === undefined) return query.getMany();
  const [a, b] = after;
  query.where(
    second === undefined
      ? `row.${first} > :a`
      : `(row.${first} > :a OR (row.${first} = :a AND row.${second} > :b))`,
    { a, b },
  );
  return query.getMany();
}
