import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Rows that hold each of the words in one of these columns, whatever the case; what `LIKE` would read as a sign is plain. */
export function searchText<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  columns: readonly `${string}.${Extract<keyof T, string>}`[],
  text: string,
): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  words.forEach((word, index) => {
    const found = columns.map((column) => `LOWER(${column}) LIKE :word${index} ESCAPE '\\'`);
    query.andWhere(`(${found.join(' OR ')})`, {
      [`word${index}`]: `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`,
    });
  });
}

/** A statement with hundreds of conditions would keep the database busy for nobody's good. */
const mostWords = 10;
