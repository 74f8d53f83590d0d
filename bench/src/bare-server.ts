import { Agent, createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { endWithStarter } from './end-with-starter.js';

/** What a person would write by hand for the same job: no record, no redaction, no isolation. Its own process. */
const { TEST_POSTGRES_URL: databaseUrl, TARGET_PORT: targetPort = '0' } = process.env;
const pool = databaseUrl === undefined ? undefined : new pg.Pool({ connectionString: databaseUrl, max: 20 });
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Given {
  name: string;
  number: number;
}

const work: Record<string, (given: Given) => Promise<object> | object> = {
  '/edit': ({ name, number }) => ({ greeting: `Hello ${name}`, number: number + 1 }),
  '/sql': async ({ name, number }) => {
    const text = 'SELECT $1::text AS greeting, $2::int AS number';
    const result = await pool?.query<object>(text, [`Hello ${name}`, number]);
    return result?.rows[0] ?? {};
  },
  '/http': ({ name }) => askTarget(`/greet?name=${encodeURIComponent(name)}`),
};

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const answer = Promise.resolve(work[request.url ?? '']?.(JSON.parse(body) as Given));
    void answer.then((value) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
    );
  });
});
endWithStarter();
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

function askTarget(path: string): Promise<object> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer bench-token-0123456789' };
    ask({ host: '127.0.0.1', port: Number(targetPort), path, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(JSON.parse(text) as object)).on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
