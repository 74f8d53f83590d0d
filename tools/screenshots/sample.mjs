import { startPostgres } from '../servers/postgres.mjs';

const reason = 'Quarterly rotation';

/** The real product with what a small team would have in it after some weeks. `stop` takes all of it away. */
export async function startSample() {
  // Only now, because it is built by the same command.
  const { account, startHost } = await import('@patchbay/test');
  const postgres = await startPostgres();
  const host = await startHost();
  const stop = async () => {
    await Promise.all([host.stop(), postgres.stop()]);
    host.remove();
  };
  try {
    const database = databaseAt(postgres.env.TEST_POSTGRES_URL);
    const orders = await makeConnections(host.api, database);
    await rotate(host.api, orders.id, database.password);
    await makeSecrets(host.api);
    const runId = await runWelcome(host.api);
    return { host, account, database, ordersId: orders.id, runId, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function databaseAt(address) {
  const { hostname, port, username, password } = new URL(address);
  return { host: hostname, port: Number(port), database: 'postgres', username, password, tls: 'off' };
}

async function makeConnections(api, database) {
  const create = (name, type, config) =>
    api.call('connectionCreate', { body: { name, type, config, scope: 'project' } });
  const test = ({ id }) => api.call('connectionTest', { params: { id } });
  const orders = await create('Orders', 'postgresql', database);
  await test(await create('Reporting', 'postgresql', { ...database, password: 'last-year' }));
  await create('Order mails', 'smtp', {
    host: 'smtp.example.com',
    username: 'orders',
    password: 'not-a-real-one',
    fromAddress: 'orders@example.com',
  });
  await create('Carrier API', 'http', {
    baseUrl: 'https://api.carrier.example.com/v2',
    authType: 'bearer',
    authToken: 'not-a-real-one',
  });
  const { items } = await api.call('connectionList', { query: { type: 'sqlite', limit: 1 } });
  await Promise.all([test(orders), ...items.map(test)]);
  return orders;
}

/** Tested before it is saved; the history then has two versions. */
async function rotate(api, id, password) {
  await api.call('connectionRotate', { params: { id }, body: { secrets: { password }, reason } });
}

async function makeSecrets(api) {
  const secrets = {
    CARRIER_TOKEN: 'Token of the carrier, for labels',
    STRIPE_KEY: 'Reads payments, cannot move money',
  };
  for (const [name, description] of Object.entries(secrets))
    await api.call('secretCreate', { body: { name, description } });
  const set = (name, environment) =>
    api.call('secretValueSet', { params: { name, environment }, body: { value: 'not-a-real-one' } });
  await set('CARRIER_TOKEN', 'development');
  await set('CARRIER_TOKEN', 'production');
  await set('STRIPE_KEY', 'development');
}

async function runWelcome(api) {
  const { items } = await api.call('patternList', { query: { limit: 200 } });
  const welcome = items.find(({ name }) => name === 'Welcome');
  const run = await api.call('patternRun', { params: { id: welcome.id }, body: { wait: true } });
  return run.id;
}
