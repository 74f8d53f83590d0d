import { definePlugin } from '@patchbay/plugin-sdk';
import { smtp } from './connector.js';

export default definePlugin({ name: 'smtp', displayName: 'Mail (SMTP)', connectors: [smtp] });
