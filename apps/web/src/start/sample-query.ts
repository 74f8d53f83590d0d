import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.js';

/** The connection to the small database that came with Patchbay. */
export const sampleQuery = queryOptions({
  queryKey: ['connections', 'sample'],
  queryFn: () => api.call('connectionList', { query: { q: 'Sample shop', type: 'sqlite', limit: 1 } }),
});
