import { testPlugin } from '@patchbay/plugin-testing';
import plugin from './index.js';
import { plainServer } from './spec/servers.js';

const sample = {
  unreachable: (port: number) => ({
    host: '127.0.0.1',
    port,
    database: 'shop',
    username: 'anna',
    password: 'hunter2-hunter2',
  }),
  working: plainServer,
};

testPlugin(plugin, {
  entry: new URL('./index.js', import.meta.url),
  connectors: { mysql: sample, mariadb: sample },
});
