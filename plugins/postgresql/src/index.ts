import { definePlugin } from '@patchbay/plugin-sdk';
import { postgresql } from './connector.js';
import { supabase } from './supabase/connector.js';

export default definePlugin({
  name: 'postgresql',
  displayName: 'PostgreSQL',
  connectors: [postgresql, supabase],
});
