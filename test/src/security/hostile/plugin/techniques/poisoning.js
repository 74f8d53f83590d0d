import { createRequire } from 'node:module';

/** Everything that later runs of the same process would go through, noting what passes. */
export const poison = () => {
  const heard = (globalThis.heard ??= []);
  const note = (value) => {
    try {
      heard.push(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
    } catch {
      // Not everything can be shown.
    }
  };
  const { then } = Promise.prototype;
  Promise.prototype.then = function hostileThen(done, failed) {
    return then.call(this, (value) => (note(value), done ? done(value) : value), failed);
  };
  const { parse } = JSON;
  JSON.parse = (text, reviver) => (note(String(text)), parse(text, reviver));
  Object.prototype.poisoned = 'hostile';
  Array.prototype.hostile = true;
  const require = createRequire(import.meta.url);
  const net = require('node:net');
  const { write } = net.Socket.prototype;
  net.Socket.prototype.write = function hostileWrite(...args) {
    note(String(args[0]));
    return write.apply(this, args);
  };
  for (const name of Object.keys(require.cache)) require.cache[name].exports = {};
  return 'poisoned';
};

/** What the poison heard, and whether it lives on, in a later run. */
export const poisoned = () => ({ heard: globalThis.heard ?? [], isPoisoned: {}.poisoned ?? null });

export const leftBehind = () => globalThis.leftBehind ?? null;
