/** No answer came: there is no way to the server, or it is silent. */
export class Unreachable extends Error {
  constructor(
    /** How long was waited; absent where the way itself is gone. */
    readonly waitedSeconds?: number,
  ) {
    super('The server cannot be reached');
  }
}

const usualSeconds = 30;
/** For what tests connections, executes nodes, or goes through all that is stored. */
const longSeconds = 600;
const isLong =
  /\/(test|run|rotate|verify|import|export|export-sealed|bulk|replace-with|rollback)(\/[^/]*)?(\?|$)/;

/** Sends a request; an answer that never comes ends it too, so that no button waits for ever. */
export async function reaching<T>(
  path: string,
  given: AbortSignal | undefined,
  send: (limit: AbortSignal, onBegun: () => void) => Promise<T>,
): Promise<T> {
  let seconds = isLong.test(path) ? longSeconds : usualSeconds;
  const silence = new AbortController();
  const wait = () => setTimeout(() => silence.abort(), seconds * 1000);
  let timer = wait();
  // A long answer takes its time on a slow line.
  const onBegun = () => {
    clearTimeout(timer);
    seconds = longSeconds;
    timer = wait();
  };
  try {
    return await send(given ? AbortSignal.any([given, silence.signal]) : silence.signal, onBegun);
  } catch (error) {
    // Whoever gave up on it is told just that.
    if (given?.aborted === true) throw error;
    throw silence.signal.aborted ? new Unreachable(seconds) : new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}
