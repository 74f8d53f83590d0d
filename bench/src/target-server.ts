import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endWithStarter } from './end-with-starter.js';

/** Who is asked by HTTP in a benchmark, in a process of its own: greets by name those who know the token. */
const token = 'Bearer bench-token-0123456789';

const server = createServer((request, response) => {
  const name = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name');
  const isKnown = request.headers.authorization === token;
  response
    .writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
    .end(JSON.stringify({ greeting: `Hello ${name ?? ''}` }));
});
endWithStarter();
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
