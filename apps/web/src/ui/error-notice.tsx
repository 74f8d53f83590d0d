import { Alert, Button } from '@mantine/core';
import { isPatchbayError } from '@patchbay/errors';
import { IconAlertCircle } from '@tabler/icons-react';

/** What happened and what to do, in words; a browser that cannot reach the server says so. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const known = isPatchbayError(error);
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertCircle aria-hidden />}
      title={known ? undefined : 'The server cannot be reached'}
    >
      <p style={{ margin: 0 }}>
        {known ? error.message : 'Check that Patchbay is running and that your network reaches it.'}
      </p>
      {known && error.errors && (
        <ul>
          {error.errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>{detail}</li>
          ))}
        </ul>
      )}
      {onRetry && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
