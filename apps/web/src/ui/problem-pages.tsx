import { Button, Skeleton, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ErrorNotice } from './error-notice.js';
import { Page } from './page.js';

export function MissingPage() {
  return (
    <Page title="There is no such page">
      <p className="muted">The address is wrong, or what was here has been deleted.</p>
      <Link to="/" className="text-link">
        Go to the start
      </Link>
    </Page>
  );
}

/** What a page shows when it fails to draw, so that the rail stays usable. */
export function FailedPage({ error }: { error: unknown }) {
  return (
    <Page title="This page cannot be shown">
      <Stack align="flex-start">
        <ErrorNotice error={error} />
        <Button variant="default" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </Stack>
    </Page>
  );
}

export function PendingPage() {
  return (
    <div aria-busy="true" aria-label="Loading" role="status">
      <Skeleton height={28} width={220} mb={24} />
      <Skeleton height={48} mb={8} />
      <Skeleton height={48} mb={8} />
      <Skeleton height={48} />
    </div>
  );
}
