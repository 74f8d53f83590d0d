import { Type } from '@sinclair/typebox';
import { InstalledPlugin } from '../schemas/plugins.js';
import { defineRoutes } from './route.js';

export const pluginRoutes = defineRoutes({
  pluginList: {
    method: 'GET',
    path: '/plugins',
    permission: 'connector.read',
    tag: 'Catalog',
    summary: 'Every plugin that was found, and why one does not work',
    responses: { 200: Type.Array(InstalledPlugin) },
  },
});
