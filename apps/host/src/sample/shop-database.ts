import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';

interface SqliteStatement {
  run(...values: unknown[]): unknown;
}
interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export const orderCount = 3000;
const countries = [
  'Austria',
  'Brazil',
  'Canada',
  'Denmark',
  'France',
  'Germany',
  'Japan',
  'Kenya',
  'Mexico',
  'Poland',
];
const products = ['Lamp', 'Desk', 'Chair', 'Shelf', 'Clock', 'Vase', 'Rug', 'Mirror'];
const statuses = ['paid', 'paid', 'paid', 'paid', 'open', 'canceled'];

/** Makes the sample shop: the same orders on every machine, so that everybody sees the same result. */
export function createShopDatabase(file: string): void {
  const Database = createRequire(import.meta.url)('libsql') as new (path: string) => SqliteDatabase;
  const database = new Database(file);
  try {
    database.exec(`BEGIN;
      CREATE TABLE orders (id INTEGER PRIMARY KEY, ordered_at TEXT NOT NULL, country TEXT NOT NULL,
        product TEXT NOT NULL, quantity INTEGER NOT NULL, amount REAL NOT NULL, status TEXT NOT NULL);
      CREATE TABLE sales_by_country (country TEXT PRIMARY KEY, orders INTEGER NOT NULL, revenue REAL NOT NULL);`);
    const insert = database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const order of orders()) insert.run(...order);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  chmodSync(file, 0o600);
}

function* orders(): Generator<(string | number)[]> {
  const random = linearCongruential(20_260_101);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const start = Date.UTC(2026, 0, 1);
  for (let id = 1; id <= orderCount; id += 1) {
    const quantity = 1 + Math.floor(random() * 5);
    const amount = Math.round(quantity * (20 + random() * 180) * 100) / 100;
    const orderedAt = new Date(start + Math.floor(random() * 300) * 86_400_000).toISOString().slice(0, 10);
    yield [id, orderedAt, pick(countries), pick(products), quantity, amount, pick(statuses)];
  }
}

/** Numerical Recipes' constants: repeatable numbers in [0, 1) that need not be unpredictable. */
function linearCongruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
