import { startMariadb, startTlsMariadb } from './mariadb.mjs';
import { installMissing } from './packages.mjs';
import { startPostgres, startTlsPostgres } from './postgres.mjs';

/**
 * Installs what is missing and starts every server that the tests need, on free ports and with fresh data.
 * `env` holds what the specs read (TEST_…). The servers end with `stop()` and also with this process, however it ends.
 */
export async function startServers() {
  installMissing();
  const tlsPostgres = startTlsPostgres();
  const tlsMariadb = tlsPostgres.then(({ certificates }) => startTlsMariadb(certificates));
  const starting = await Promise.allSettled([startPostgres(), tlsPostgres, startMariadb(), tlsMariadb]);
  const servers = starting.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())));
  const failed = starting.find(({ status }) => status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return { env: Object.assign({}, ...servers.map((server) => server.env)), stop };
}
