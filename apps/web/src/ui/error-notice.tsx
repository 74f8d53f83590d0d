import { Button } from '@mantine/core';
import { isPatchbayError, type PatchbayError } from '@patchbay/errors';
import { Unreachable } from '../api/reaching.js';
import { Failure } from './failure.js';
import { RequestId } from './request-id.js';

/** What happened and what to do, in words; a browser that cannot reach the server says so. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const known = isPatchbayError(error);
  // The login above the page says so, and goes on from there.
  if (known && error.code === 'unauthenticated') return null;
  const isGone = known && error.code.endsWith('-not-found');
  const requestId = known ? error.extra?.['requestId'] : undefined;
  return (
    <Failure title={known ? undefined : titleOf(error)}>
      <p className="flat">{known ? wordsOf(error) : adviceOn(error)}</p>
      {isGone && <p className="flat">It has been deleted, is of another project, or the address is wrong.</p>}
      {known && error.errors && (
        <ul>
          {error.errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>{pointer === '' ? detail : `${lastOf(pointer)} ${detail}`}</li>
          ))}
        </ul>
      )}
      {typeof requestId === 'string' && <RequestId id={requestId} />}
      {onRetry && !isGone && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Failure>
  );
}

function titleOf(error: unknown): string {
  if (!(error instanceof Unreachable)) return 'Something failed in this page';
  return error.waitedSeconds === undefined ? 'The server cannot be reached' : 'The server does not answer';
}

function adviceOn(error: unknown): string {
  if (!(error instanceof Unreachable))
    return 'It may be older than the server, or it has a mistake. Load the page again; what is saved stays.';
  if (error.waitedSeconds === undefined)
    return 'Check that Patchbay is running and that your network reaches it.';
  return `No answer came within ${duration(error.waitedSeconds)}. It may have been done all the same: look before you try again.`;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}

/** What the server cannot know: whose request came with an old token. */
function wordsOf({ code, message }: PatchbayError): string {
  return code === 'csrf-token-invalid' ? 'You logged in anew in another tab meanwhile. Try again.' : message;
}

function lastOf(pointer: string): string {
  return pointer.split('/').at(-1) ?? pointer;
}
