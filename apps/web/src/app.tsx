import { Button, Skeleton, Stack } from '@mantine/core';
import type { Me } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './api/client.js';
import { useSession } from './api/use-session.js';
import { ConnectionList } from './connections/connection-list.js';
import { WelcomeRun } from './runs/welcome-run.js';
import { LoginPage } from './session/login-page.js';
import { SetupPage } from './session/setup-page.js';
import { ErrorNotice } from './ui/error-notice.js';

export function App() {
  const session = useSession();
  if (session.isPending) return <Loading />;
  if (session.isError) {
    return (
      <main className="page-narrow">
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (session.data.state === 'setup') return <SetupPage />;
  if (session.data.state === 'login') return <LoginPage />;
  return <Home me={session.data.me} />;
}

function Loading() {
  return (
    <main className="page" aria-busy="true" aria-label="Loading">
      <Skeleton height={36} mb={32} />
      <Skeleton height={160} mb={24} />
      <Skeleton height={160} />
    </main>
  );
}

function Home({ me }: { me: Me }) {
  const queries = useQueryClient();
  const logout = useMutation({
    mutationFn: () => api.call('logout'),
    onSuccess: () => queries.resetQueries(),
  });
  return (
    <div className="page">
      <header className="page-header">
        <div className="brand">
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span className="brand-name">Patchbay</span>
          <span className="muted">{me.project.name}</span>
        </div>
        <div className="brand">
          <span className="muted">{me.user.email}</span>
          <Button variant="default" loading={logout.isPending} onClick={() => logout.mutate()}>
            Log out
          </Button>
        </div>
      </header>
      <main>
        <Stack gap="xl">
          {logout.isError && <ErrorNotice error={logout.error} />}
          {me.permissions.includes('connector.read') && <ConnectionList />}
          <WelcomeRun mayRun={me.permissions.includes('pattern.run')} />
        </Stack>
      </main>
    </div>
  );
}
