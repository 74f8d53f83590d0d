import { isPatchbayError } from '@patchbay/errors';

export interface ErrorDescription {
  name: string;
  code?: string;
  message: string;
  frames?: string[];
  cause?: ErrorDescription;
}

/**
 * An error rebuilt from an allow-list. Errors of drivers and HTTP clients carry URLs, headers, statements and
 * parameters as members; none of those may reach the log.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error))
    return { name: typeof error, message: 'something that is no error was thrown' };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: error.message.slice(0, longestMessage),
    ...(isPatchbayError(error) ? {} : { frames: framesOf(error) }),
    ...(error.cause === undefined || depth === deepestCause
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

const longestMessage = 1000;
const deepestCause = 3;

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string[] {
  const lines = error.stack?.split('\n') ?? [];
  return lines
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim())
    .slice(0, 12);
}
