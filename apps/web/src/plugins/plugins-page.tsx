import './plugins.css';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { catalogQuery, nodeCatalogQuery, pluginListQuery } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { PluginCard } from './plugin-card.js';
import { pluginsOf } from './plugins-of.js';

/** What is installed, what it offers, and what each part of it may reach. */
export function PluginsPage() {
  const mayRead = useMay('connector.read');
  const connectors = useQuery({ ...catalogQuery, enabled: mayRead });
  const installed = useQuery({ ...pluginListQuery, enabled: mayRead });
  const nodes = useQuery(nodeCatalogQuery);
  const error = connectors.error ?? installed.error ?? nodes.error;
  const isRead = connectors.data !== undefined && installed.data !== undefined;
  const isReady = nodes.data !== undefined && (isRead || !mayRead);
  return (
    <Page title="Plugins">
      <p className="muted plugin-intro">
        Plugin code runs in processes of its own, without access to the master key, the database of Patchbay
        or the network, except as said here.
      </p>
      {error && (
        <ErrorNotice
          error={error}
          onRetry={() => void Promise.all([nodes.refetch(), connectors.refetch(), installed.refetch()])}
        />
      )}
      {!error && !isReady && <Skeleton height={240} />}
      {isReady && (
        <div className="plugin-list">
          {pluginsOf(installed.data ?? [], connectors.data ?? [], nodes.data).map((plugin) => (
            <PluginCard key={plugin.name} plugin={plugin} />
          ))}
        </div>
      )}
    </Page>
  );
}
