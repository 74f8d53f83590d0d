import '@mantine/core/styles.css';
import './ui/page.css';
import './ui/frame.css';
import './ui/form.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/query-client.js';
import { App } from './app.js';
import { keepFocus } from './ui/keep-focus.js';
import { theme } from './ui/theme.js';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');

keepFocus();

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
