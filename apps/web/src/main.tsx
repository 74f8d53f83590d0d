import '@mantine/core/styles.css';
import './ui/page.css';
import './ui/frame.css';
import './ui/form.css';
import { MantineProvider } from '@mantine/core';
import { isPatchbayError } from '@patchbay/errors';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { theme } from './ui/theme.js';

/** A session that has ended shows the login, wherever that is noticed; what was typed stays on the page till then. */
const onError = (error: unknown) => {
  if (isPatchbayError(error) && error.code === 'unauthenticated')
    void queries.invalidateQueries({ queryKey: ['session'] });
};
const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry: false, staleTime: 5_000 } },
});
const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
