import { benchHook } from './hooks.js';
import { startServer } from './server-process.js';

const target = await startServer('target-server.js');
const baseUrl = `http://127.0.0.1:${target.port}`;
try {
  await benchHook(
    'http',
    'Webhook → HTTP Request with a stored credential → respond',
    async (host) => {
      const connection = await host.api.call('connectionCreate', {
        body: {
          name: 'Bench',
          type: 'http',
          config: { baseUrl, authType: 'bearer', authToken: 'bench-token-0123456789' },
        },
      });
      return {
        id: 'ask',
        name: 'Ask',
        type: 'core.httpRequest',
        parameters: { method: 'GET', url: '=/greet?name={{ $json.body.name }}' },
        connections: { connection: connection.id },
      };
    },
    { TARGET_PORT: `${target.port}` },
  );
} finally {
  target.stop();
}
