import {
  IconBox,
  IconHeartbeat,
  IconHistory,
  IconKey,
  IconLock,
  IconServer,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';

/** Where the settings lead, and the permission that a place needs. */
export const settingsPlaces = [
  { to: '/settings/account', name: 'Account', Icon: IconUser, needs: undefined },
  { to: '/settings/tokens', name: 'API tokens', Icon: IconKey, needs: undefined },
  { to: '/settings/users', name: 'Users', Icon: IconUsers, needs: 'instance' },
  { to: '/settings/projects', name: 'Projects', Icon: IconBox, needs: undefined },
  { to: '/settings/environments', name: 'Environments', Icon: IconServer, needs: 'pattern.read' },
  { to: '/settings/vault', name: 'Vault', Icon: IconLock, needs: 'instance' },
  { to: '/settings/audit', name: 'Audit', Icon: IconHistory, needs: 'admin' },
  { to: '/settings/health', name: 'Health', Icon: IconHeartbeat, needs: undefined },
] as const;
