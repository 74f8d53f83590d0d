import pg from 'pg';
import Cursor from 'pg-cursor';

/** What a person would write by hand to copy changed rows: a cursor, a loop, one transaction, one INSERT per batch. */
const [source = '', copy = ''] = process.argv.slice(2);
const connectionString = process.env.TEST_POSTGRES_URL;
const reader = new pg.Client({ connectionString });
const writer = new pg.Client({ connectionString });
await reader.connect();
await writer.connect();
await writer.query('BEGIN');

interface Row {
  id: number;
  name: string;
  price: string;
  quantity: number;
  created: Date;
}

const cursor = reader.query(new Cursor<Row>(`SELECT * FROM ${source}`));
const insert = `INSERT INTO ${copy} SELECT * FROM unnest($1::int[], $2::text[], $3::float8[], $4::timestamptz[], $5::boolean[])`;
for (let rows = await cursor.read(1_000); rows.length > 0; rows = await cursor.read(1_000)) {
  const values = [
    rows.map(({ id }) => id),
    rows.map(({ name }) => name.toUpperCase()),
    rows.map(({ price, quantity }) => Number(price) * quantity),
    rows.map(({ created }) => created),
    rows.map(({ quantity }) => quantity > 3),
  ];
  await writer.query({ name: 'insert', text: insert, values });
}
await writer.query('COMMIT');
await cursor.close();
await reader.end();
await writer.end();
