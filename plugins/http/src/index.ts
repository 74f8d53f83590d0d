import { definePlugin } from '@patchbay/plugin-sdk';
import { http } from './connector.js';

export default definePlugin({ name: 'http', displayName: 'HTTP', connectors: [http] });
