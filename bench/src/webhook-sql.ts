import { benchHook } from './hooks.js';

const given = process.env.TEST_POSTGRES_URL;
if (given === undefined)
  throw new Error('TEST_POSTGRES_URL is missing: run npm run bench, which starts the servers');
const url = new URL(given);

await benchHook('sql', 'Webhook → SQL Query on PostgreSQL → respond', async (host) => {
  const connection = await host.api.call('connectionCreate', {
    body: {
      name: 'Bench',
      type: 'postgresql',
      config: {
        host: url.hostname,
        port: Number(url.port),
        username: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        database: url.pathname.slice(1),
        tls: 'off',
      },
    },
  });
  return {
    id: 'sql',
    name: 'SQL',
    type: 'core.sqlQuery',
    parameters: {
      query:
        '=SELECT {{ "Hello " + $json.body.name }}::text AS greeting, {{ $json.body.number }}::int AS number',
    },
    connections: { database: connection.id },
  };
});
