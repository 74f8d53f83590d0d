import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** What a person would write by hand for the same job: no record, no redaction, no isolation. Its own process. */
const url = process.env.TEST_POSTGRES_URL;
const pool = url === undefined ? undefined : new pg.Pool({ connectionString: url, max: 20 });

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { name, number } = JSON.parse(body) as { name: string; number: number };
    const answer =
      request.url === '/sql' && pool
        ? pool
            .query('SELECT $1::text AS greeting, $2::int AS number', [`Hello ${name}`, number])
            .then(({ rows }) => rows[0] as object)
        : Promise.resolve({ greeting: `Hello ${name}`, number: number + 1 });
    void answer.then((value) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
