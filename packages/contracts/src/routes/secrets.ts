import { Type } from '@sinclair/typebox';
import { ListOf, ListQuery } from '../schemas/common.js';
import {
  Environment,
  EnvironmentCreate,
  SecretCreate,
  SecretDetail,
  SecretPatch,
  SecretSummary,
  SecretValueInput,
} from '../schemas/secrets.js';
import { defineRoutes } from './route.js';

const tag = 'Secrets';

/** Named secrets and the environments that they have values in. */
export const secretRoutes = defineRoutes({
  environmentList: {
    method: 'GET',
    path: '/environments',
    // Whoever may look at patterns must know where their runs can happen.
    permission: 'pattern.read',
    tag,
    summary: 'The environments of the project',
    query: Type.Object(ListQuery),
    responses: { 200: ListOf(Environment) },
  },
  environmentCreate: {
    method: 'POST',
    path: '/environments',
    permission: 'admin',
    tag,
    summary: 'Add an environment',
    body: EnvironmentCreate,
    responses: { 201: Environment },
  },
  environmentDelete: {
    method: 'DELETE',
    path: '/environments/:name',
    permission: 'admin',
    tag,
    summary: 'Delete an environment in which nothing is set and nothing is live',
    responses: { 204: null },
  },
  secretList: {
    method: 'GET',
    path: '/secrets',
    permission: 'secret.read',
    tag,
    summary: 'Named secrets, without their values',
    query: Type.Object({ ...ListQuery, q: Type.Optional(Type.String({ maxLength: 200 })) }),
    responses: { 200: ListOf(SecretSummary) },
  },
  secretCreate: {
    method: 'POST',
    path: '/secrets',
    permission: 'secret.edit',
    tag,
    summary: 'Add a secret',
    body: SecretCreate,
    responses: { 201: SecretDetail },
  },
  secretGet: {
    method: 'GET',
    path: '/secrets/:name',
    permission: 'secret.read',
    tag,
    summary: 'One secret with what uses it, without its values',
    responses: { 200: SecretDetail },
  },
  secretPatch: {
    method: 'PATCH',
    path: '/secrets/:name',
    permission: 'secret.edit',
    tag,
    summary: 'Describe a secret',
    body: SecretPatch,
    responses: { 200: SecretDetail },
  },
  secretDelete: {
    method: 'DELETE',
    path: '/secrets/:name',
    permission: 'secret.edit',
    tag,
    summary: 'Delete a secret with all its values',
    query: Type.Object({ detach: Type.Optional(Type.Boolean()) }),
    responses: { 204: null },
  },
  secretValueSet: {
    method: 'PUT',
    path: '/secrets/:name/values/:environment',
    permission: 'secret.edit',
    tag,
    summary: 'Set its value in one environment; makes the secret when there is none',
    body: SecretValueInput,
    responses: { 200: SecretDetail },
  },
  secretValueDelete: {
    method: 'DELETE',
    path: '/secrets/:name/values/:environment',
    permission: 'secret.edit',
    tag,
    summary: 'Remove its value in one environment',
    responses: { 204: null },
  },
});
