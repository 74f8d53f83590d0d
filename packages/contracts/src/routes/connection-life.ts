import { Type } from '@sinclair/typebox';
import { ConnectionBulk, ConnectionBulkAnswer } from '../schemas/bulk.js';
import { ListOf, ListQuery } from '../schemas/common.js';
import { ConnectionDetail } from '../schemas/connections.js';
import { DeliveryAnswer, NotifyInput, SendMessageInput } from '../schemas/deliveries.js';
import { ModelList, ModelQuery } from '../schemas/models.js';
import { RotateInput, RotationAnswer, SecretHistoryEntry } from '../schemas/rotation.js';
import { ConnectionDuplicate, ConnectionUsage, ReplaceAnswer } from '../schemas/usage.js';
import { defineRoutes } from './route.js';

const change = { method: 'POST', permission: 'connector.edit', tag: 'Connections' } as const;
const look = { method: 'GET', permission: 'connector.read', tag: 'Connections' } as const;

/** What happens to a connection between its creation and its end. */
export const connectionLifeRoutes = defineRoutes({
  connectionDisable: {
    ...change,
    path: '/connections/:id/disable',
    summary: 'Lend it to nobody from the next lease on',
    responses: { 200: ConnectionDetail },
  },
  connectionEnable: {
    ...change,
    path: '/connections/:id/enable',
    summary: 'Lend it again',
    responses: { 200: ConnectionDetail },
  },
  connectionRevoke: {
    ...change,
    path: '/connections/:id/revoke',
    summary: 'Disable it and destroy its secrets, those of its history too',
    responses: { 200: ConnectionDetail },
  },
  connectionRotate: {
    ...change,
    path: '/connections/:id/rotate',
    summary: 'Test new secrets and put them in the place of the old ones',
    query: Type.Object({ dryRun: Type.Optional(Type.Boolean()) }),
    body: RotateInput,
    responses: { 200: RotationAnswer },
    rateLimit: 60,
  },
  connectionSecretHistory: {
    ...look,
    path: '/connections/:id/secret-history',
    summary: 'When its secrets were replaced, newest first',
    query: Type.Object(ListQuery),
    responses: { 200: ListOf(SecretHistoryEntry) },
  },
  connectionRollback: {
    ...change,
    path: '/connections/:id/rollback/:historyId',
    summary: 'Test earlier secrets and put them back',
    responses: { 200: RotationAnswer },
    rateLimit: 60,
  },
  connectionNotify: {
    ...change,
    path: '/connections/:id/notify',
    summary: 'Send a notification through it',
    body: NotifyInput,
    responses: { 200: DeliveryAnswer },
    rateLimit: 60,
  },
  connectionSendMessage: {
    ...change,
    path: '/connections/:id/send-message',
    summary: 'Send a message to one receiver through it',
    body: SendMessageInput,
    responses: { 200: DeliveryAnswer },
    rateLimit: 60,
  },
  connectionModels: {
    ...look,
    path: '/connections/:id/models',
    summary: 'The tables, collections and files that it can read',
    query: ModelQuery,
    responses: { 200: ModelList },
    rateLimit: 60,
  },
  connectionUsage: {
    ...look,
    path: '/connections/:id/usage',
    summary: 'What uses it',
    responses: { 200: ConnectionUsage },
  },
  connectionDuplicate: {
    ...change,
    path: '/connections/:id/duplicate',
    summary: 'Copy everything but the secrets',
    body: ConnectionDuplicate,
    responses: { 201: ConnectionDetail },
  },
  connectionBulk: {
    ...change,
    path: '/connections/bulk',
    summary:
      'Delete many, or give them to another owner or project: all of them or none, after a look at each',
    body: ConnectionBulk,
    responses: { 200: ConnectionBulkAnswer },
    rateLimit: 60,
  },
  connectionReplaceWith: {
    ...change,
    path: '/connections/:id/replace-with/:otherId',
    summary: 'Put another connection in its place in every pattern, live versions too',
    responses: { 200: ReplaceAnswer },
  },
});
