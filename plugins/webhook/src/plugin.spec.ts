import { testPlugin } from '@patchbay/plugin-testing';
import plugin from './index.js';
import { canary } from './spec/connection.js';
import { receiver } from './spec/server.js';

testPlugin(plugin, {
  entry: new URL('./index.js', import.meta.url),
  connectors: {
    webhook: {
      speaks: 'http',
      withTls: (port) => ({ url: `https://127.0.0.1:${port}`, authType: 'bearer', authSecret: canary }),
      unreachable: (port) => ({ url: `http://127.0.0.1:${port}`, authType: 'hmac', authSecret: canary }),
      working: async () => ({ url: (await receiver()).url }),
    },
    slack_webhook: {
      speaks: 'http',
      withTls: (port) => ({ webhookUrl: `https://127.0.0.1:${port}/services/T0/B0/${canary}` }),
      unreachable: (port) => ({ webhookUrl: `http://127.0.0.1:${port}/services/T0/B0/${canary}` }),
      working: async () => {
        const { url } = await receiver((response) => void response.writeHead(400).end('no_text'));
        return { webhookUrl: `${url}/services/T0/B0/${canary}` };
      },
    },
    basic_auth: { working: () => ({ username: 'someone', password: canary }) },
    header_auth: { working: () => ({ value: canary }) },
    jwt_auth: { working: () => ({ secret: canary }) },
  },
});
