import {
  SegmentedControl,
  Stack,
  Title,
  useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core';
import { useMe } from '../api/use-me.js';
import { Page } from '../ui/page.js';

const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function SettingsPage() {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Page title="Settings">
      <Stack gap="lg" maw={640}>
        <section className="card" aria-labelledby="account-title">
          <Title order={2} size="h5" mb="sm" id="account-title">
            Account
          </Title>
          <dl className="facts">
            <dt>Name</dt>
            <dd>{me.user.name}</dd>
            <dt>Email</dt>
            <dd>{me.user.email}</dd>
            <dt>Project</dt>
            <dd>{me.project?.name ?? 'None'}</dd>
            <dt>Role</dt>
            <dd>{me.project?.role ?? 'None'}</dd>
          </dl>
        </section>
        <section className="card" aria-labelledby="theme-title">
          <Title order={2} size="h5" mb="sm" id="theme-title">
            Theme
          </Title>
          <SegmentedControl
            aria-labelledby="theme-title"
            data={schemes}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as MantineColorScheme)}
          />
        </section>
      </Stack>
    </Page>
  );
}
