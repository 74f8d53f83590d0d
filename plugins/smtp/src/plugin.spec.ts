import { testPlugin } from '@patchbay/plugin-testing';
import plugin from './index.js';
import { settings } from './spec/connection.js';
import { mailServer } from './spec/mail-server.js';

testPlugin(plugin, {
  entry: new URL('./index.js', import.meta.url),
  connectors: {
    smtp: {
      speaks: 'smtp',
      withTls: (port) => settings(port, { encryption: 'tls' }),
      unreachable: (port) => settings(port, { encryption: 'none' }),
      working: async () => settings((await mailServer()).port),
    },
  },
});
