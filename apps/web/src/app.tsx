import { Skeleton } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { MeContext } from './api/use-me.js';
import { useSession } from './api/use-session.js';
import { router } from './router.js';
import { LoginAgain } from './session/login-again.js';
import { LoginPage } from './session/login-page.js';
import { PasswordPage } from './session/password-page.js';
import { SetupPage } from './session/setup-page.js';
import { ErrorNotice } from './ui/error-notice.js';

/** A page's address stays while somebody logs in, so that a deep link leads where it should. */
export function App() {
  const session = useSession();
  if (session.isPending) return <Loading />;
  // Asked again later it may fail; the page that is drawn already holds what somebody typed.
  if (session.data === undefined) {
    return (
      <main className="page-narrow">
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (session.data.state === 'setup') return <SetupPage />;
  if (location.pathname === '/password') return <PasswordPage />;
  if (session.data.state === 'login') return <LoginPage />;
  const { state, me } = session.data;
  return (
    <MeContext key={me.user.id} value={me}>
      <RouterProvider router={router} />
      {state === 'ended' && <LoginAgain user={me.user} />}
    </MeContext>
  );
}

function Loading() {
  return (
    <main className="page-narrow" aria-busy="true" aria-label="Loading">
      <Skeleton height={40} width={40} mb={24} />
      <Skeleton height={28} mb={12} />
      <Skeleton height={36} />
    </main>
  );
}
