import { createContext, Script } from 'node:vm';

/**
 * Calls a function and ends it after `ms`, whatever it does. QuickJS asks its interrupt handler only between
 * byte codes: `Array.prototype.indexOf.call({ length: 2 ** 40 }, 1)` loops inside the engine for hours. V8 can end
 * even that, and node:vm is the door to it. No text of a user is evaluated here: the script is the constant below.
 */
export function withWatchdog<T>(call: () => T, ms: number): T {
  stage['call'] = call;
  try {
    return script.runInContext(context, { timeout: ms }) as T;
  } finally {
    stage['call'] = undefined;
  }
}

const stage: Record<string, unknown> = { call: undefined };
const context = createContext(stage);
const script = new Script('call()');
