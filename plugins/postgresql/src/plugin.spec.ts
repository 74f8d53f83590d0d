import { testPlugin } from '@patchbay/plugin-testing';
import postgresql from './index.js';
import { plainServer, tlsServer } from './spec/servers.js';

const login = { host: '127.0.0.1', database: 'shop', username: 'anna', password: 'hunter2-hunter2' };
const project = { projectRef: 'abcdefghijklmnopqrst', host: '127.0.0.1', password: 'hunter2-hunter2' };

testPlugin(postgresql, {
  entry: new URL('./index.js', import.meta.url),
  connectors: {
    postgresql: {
      speaks: 'postgresql',
      unreachable: (port) => ({ ...login, port }),
      withTls: (port) => ({ ...login, port, tls: 'on' }),
      working: plainServer,
    },
    supabase: {
      speaks: 'postgresql',
      unreachable: (port) => ({ ...project, port, tls: 'off' }),
      withTls: (port) => ({ ...project, port, tls: 'on' }),
      working: () => ({ projectRef: 'abcdefghijklmnopqrst', mode: 'direct', ...tlsServer() }),
    },
  },
});
