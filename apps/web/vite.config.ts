import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Left alone, what several pages share lies in as many files as there are sets of such pages: a page then takes sixty requests.
 * So what the first page needs in any case is one file, and what five pages or more have in common another one.
 */
const groups = [
  { name: 'first', tags: ['$initial' as const], priority: 2 },
  { name: 'shared', minShareCount: 5, priority: 1 },
];

export default defineConfig({
  plugins: [react()],
  // No inlined assets: the page's content security policy allows no data: scripts, and hashed files cache for ever.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
    // Kilobytes before they are compressed; the spec of the frame counts what is sent.
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:5680' } },
});
