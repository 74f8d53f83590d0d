import type { Server } from 'node:http';

/** Waits for the requests in flight; those that are still there shortly before the deadline are cut off. */
export async function closeServer(server: Server, deadline: number): Promise<void> {
  if (!server.listening && (await connections(server)) === 0) return;
  server.closeIdleConnections();
  const cut = setTimeout(
    () => {
      server.closeAllConnections();
    },
    Math.max(0, deadline - Date.now() - marginMs),
  );
  try {
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  } finally {
    clearTimeout(cut);
  }
}

const marginMs = 200;

function connections(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((_error, count) => {
      resolve(count);
    });
  });
}
