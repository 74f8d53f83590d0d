import { definePlugin } from '@patchbay/plugin-sdk';
import { mariadb, mysql } from './connectors.js';

export default definePlugin({
  name: 'mysql',
  displayName: 'MySQL and MariaDB',
  connectors: [mysql, mariadb],
});
