import { Tabs } from '@mantine/core';
import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMay } from '../../api/use-me.js';
import { useTab } from '../search.js';
import { AuditTrail } from './audit-trail.js';
import { DangerZone } from './danger-zone.js';
import { Overview } from './overview.js';
import { SecretHistory } from './secret-history.js';
import { Sharing } from './sharing.js';
import { TestHistory } from './test-history.js';
import { Usage } from './usage.js';

interface DetailTabsProps {
  connection: ConnectionDetail;
  connector: ConnectorDescription | undefined;
}

/** One tab at a time, named in the address, so that a link leads to it and Back goes to the one before. */
export function DetailTabs({ connection, connector }: DetailTabsProps) {
  const navigate = useNavigate();
  const mayEdit = useMay('connector.edit');
  const isAdmin = useMay('admin');
  const asked = useTab() ?? 'overview';
  const { id } = connection;
  const tabs = [
    {
      key: 'overview',
      name: 'Overview',
      panel: <Overview connection={connection} connector={connector} />,
    },
    { key: 'tests', name: 'Tests', panel: <TestHistory id={id} /> },
    { key: 'usage', name: 'Usage', panel: <Usage id={id} /> },
    { key: 'history', name: 'History', panel: <SecretHistory connection={connection} /> },
    ...(isAdmin ? [{ key: 'audit', name: 'Audit', panel: <AuditTrail id={id} /> }] : []),
    ...(mayEdit
      ? [
          { key: 'sharing', name: 'Sharing', panel: <Sharing connection={connection} /> },
          { key: 'danger', name: 'Danger zone', panel: <DangerZone connection={connection} /> },
        ]
      : []),
  ];
  const shown = tabs.some(({ key }) => key === asked) ? asked : 'overview';
  const show = (tab: string | null) =>
    void navigate({
      to: '/connections/$id',
      params: { id },
      search: tab === null || tab === 'overview' ? {} : { tab },
      resetScroll: false,
    });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the tabs scroll sideways; the one that a link leads to must be seen.
    const active = list.current?.querySelector('[aria-selected=true]');
    active?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <Tabs value={shown} onChange={show} keepMounted={false} className="detail-tabs">
      <Tabs.List ref={list} aria-label="Parts of the connection">
        {tabs.map(({ key, name }) => (
          <Tabs.Tab key={key} value={key}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ key, panel }) => (
        <Tabs.Panel key={key} value={key}>
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
