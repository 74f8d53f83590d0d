import { testPlugin } from '@patchbay/plugin-testing';
import postgresql from './index.js';
import { plainServer, tlsServer } from './spec/servers.js';

testPlugin(postgresql, {
  entry: new URL('./index.js', import.meta.url),
  connectors: {
    postgresql: {
      unreachable: (port) => ({
        host: '127.0.0.1',
        port,
        database: 'shop',
        username: 'anna',
        password: 'hunter2-hunter2',
      }),
      working: plainServer,
    },
    supabase: {
      unreachable: (port) => ({
        projectRef: 'abcdefghijklmnopqrst',
        host: '127.0.0.1',
        port,
        password: 'hunter2-hunter2',
      }),
      working: () => ({ projectRef: 'abcdefghijklmnopqrst', mode: 'direct', ...tlsServer() }),
    },
  },
});
