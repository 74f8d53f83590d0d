import './settings.css';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMe } from '../api/use-me.js';
import { settingsPlaces } from './places.js';

/** The settings' own navigation beside the page that is open; only what the person may look at. */
export function SettingsLayout() {
  const { permissions } = useMe();
  const places = settingsPlaces.filter(({ needs }) => needs === undefined || permissions.includes(needs));
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone the places lie in a row that is wider than the screen.
  useEffect(() => {
    const current = nav.current?.querySelector('[aria-current=page]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <div className="settings">
      <nav ref={nav} className="settings-places" aria-label="Settings">
        {places.map(({ to, name, Icon }) => (
          <Link key={to} to={to} className="rail-link">
            <Icon size={16} aria-hidden />
            {name}
          </Link>
        ))}
      </nav>
      <div className="settings-page">
        <Outlet />
      </div>
    </div>
  );
}
