import {
  ActionIcon,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import {
  IconArrowsShuffle,
  IconKey,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMoon,
  IconPlayerPlay,
  IconPlug,
  IconPlugConnected,
  IconSearch,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useMay } from '../api/use-me.js';
import { LogOut } from './log-out.js';
import { EnvironmentSwitch, ProjectSwitch } from './switches.js';

interface RailProps {
  isNarrow: boolean;
  onToggle: () => void;
  /** Opens the command palette. */
  onFind: () => void;
}

/** Where one can go. On narrow screens icons alone, on a phone a bar at the foot; the names stay for ears. */
export function Rail({ isNarrow, onToggle, onFind }: RailProps) {
  const mayRead = useMay('connector.read');
  const mayReadSecrets = useMay('secret.read');
  const maySeePlugins = useMay('pattern.read');
  return (
    <nav className="rail" aria-label="Main">
      <Link to="/" className="rail-brand" title="Start">
        <img src="/icon.svg" alt="" width={26} height={26} />
        <span className="rail-text">Patchbay</span>
      </Link>
      <UnstyledButton className="rail-find" title="Go to or do (Ctrl K)" onClick={onFind}>
        <IconSearch size={16} aria-hidden />
        <span className="rail-text">Go to or do</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </UnstyledButton>
      <p className="rail-section rail-text">Build</p>
      <RailLink to="/patterns" name="Patterns" Icon={IconArrowsShuffle} />
      <RailLink to="/runs" name="Runs" Icon={IconPlayerPlay} />
      {mayRead && <p className="rail-section rail-text">Data</p>}
      {mayRead && <RailLink to="/connections" name="Connections" Icon={IconPlugConnected} />}
      {mayReadSecrets && <RailLink to="/secrets" name="Secrets" Icon={IconKey} />}
      {maySeePlugins && <p className="rail-section rail-text">Extend</p>}
      {maySeePlugins && <RailLink to="/plugins" name="Plugins" Icon={IconPlug} />}
      <div className="rail-gap" />
      <ProjectSwitch />
      <EnvironmentSwitch />
      <RailLink to="/settings" name="Settings" Icon={IconSettings} />
      <div className="rail-tools">
        <SchemeToggle />
        <LogOut />
        <ActionIcon
          variant="subtle"
          color="gray"
          className="rail-toggle"
          aria-label={isNarrow ? 'Widen the navigation' : 'Narrow the navigation'}
          onClick={onToggle}
        >
          {isNarrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
        </ActionIcon>
      </div>
    </nav>
  );
}

interface RailLinkProps {
  to: '/patterns' | '/runs' | '/connections' | '/secrets' | '/plugins' | '/settings';
  name: string;
  Icon: ComponentType<{ size: number; 'aria-hidden': true }>;
}

function RailLink({ to, name, Icon }: RailLinkProps) {
  return (
    <Link to={to} className="rail-link" title={name}>
      <Icon size={18} aria-hidden />
      <span className="rail-text">{name}</span>
    </Link>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const name = isDark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <Tooltip label={name}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className="rail-theme"
        aria-label={name}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
