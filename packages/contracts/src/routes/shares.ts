import { Type } from '@sinclair/typebox';
import { ConnectionShare } from '../schemas/shares.js';
import { defineRoutes } from './route.js';

const share = { permission: 'connector.edit', tag: 'Connections' } as const;

/** Who may run patterns with a personal connection, use-only; its owner decides. */
export const shareRoutes = defineRoutes({
  shareList: {
    ...share,
    method: 'GET',
    path: '/connections/:id/shares',
    summary: 'Whose runs may use it',
    responses: { 200: Type.Array(ConnectionShare) },
  },
  sharePut: {
    ...share,
    method: 'PUT',
    path: '/connections/:id/shares/:userId',
    summary: 'Let the runs of a member use it, or of everyone',
    responses: { 200: ConnectionShare },
  },
  shareDelete: {
    ...share,
    method: 'DELETE',
    path: '/connections/:id/shares/:userId',
    summary: 'Let them use it no more',
    responses: { 204: null },
  },
});
