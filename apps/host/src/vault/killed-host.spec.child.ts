import { dieAt } from './killed-points.spec.support.js';

/* A whole host that kills itself when it comes by the point that is named on its standard input. */
process.stdin.once('data', (name) => {
  dieAt(String(name), () => undefined);
});
await import('../main.js');
