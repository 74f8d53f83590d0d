import { definePlugin } from '@patchbay/plugin-sdk';
import { sqlite } from './connector.js';

export default definePlugin({ name: 'sqlite', displayName: 'SQLite', connectors: [sqlite] });
