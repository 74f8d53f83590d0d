import { testPlugin } from '@patchbay/plugin-testing';
import plugin from './index.js';
import { plainServer } from './spec/servers.js';

const login = { host: '127.0.0.1', database: 'shop', username: 'anna', password: 'hunter2-hunter2' };
const sample = {
  speaks: 'mysql' as const,
  unreachable: (port: number) => ({ ...login, port }),
  withTls: (port: number) => ({ ...login, port, tls: 'on' }),
  working: plainServer,
};

testPlugin(plugin, {
  entry: new URL('./index.js', import.meta.url),
  connectors: { mysql: sample, mariadb: sample },
});
