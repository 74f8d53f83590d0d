import { Type } from '@sinclair/typebox';
import { ConnectorDescription, NodeDescription } from '../schemas/catalog.js';
import { JsonObject, ListOf, ListQuery, ProjectQuery } from '../schemas/common.js';
import {
  ConnectionCreate,
  ConnectionDetail,
  ConnectionFacets,
  ConnectionListQuery,
  ConnectionPage,
  ConnectionPatch,
  ConnectionTestInput,
  TestAnswer,
  TestRecord,
} from '../schemas/connections.js';
import { Live, Ready } from '../schemas/health.js';
import { PatternListQuery, PatternPage } from '../schemas/pattern-list.js';
import { PatternCreate, PatternDetail, PatternPatch } from '../schemas/patterns.js';
import {
  PreviewAnswer,
  PreviewInput,
  RunDetail,
  RunInput,
  RunListQuery,
  RunSummary,
} from '../schemas/runs.js';
import { EnvironmentName } from '../schemas/secrets.js';
import { auditRoutes } from './audit.js';
import { connectionLifeRoutes } from './connection-life.js';
import { patternFileRoutes } from './pattern-files.js';
import { peopleRoutes } from './people.js';
import { pluginRoutes } from './plugins.js';
import { projectRoutes } from './projects.js';
import { runFileRoutes } from './run-files.js';
import { defineRoutes } from './route.js';
import { secretRoutes } from './secrets.js';
import { shareRoutes } from './shares.js';
import { vaultRoutes } from './vault.js';
import { transferRoutes } from './transfer.js';

/** Every route of the HTTP API. The host binds controllers to it; OpenAPI and the clients' types come from it. */
export const routes = defineRoutes({
  healthLive: {
    method: 'GET',
    path: '/health/live',
    permission: 'public',
    tag: 'Health',
    summary: 'The port answers',
    responses: { 200: Live },
  },
  healthReady: {
    method: 'GET',
    path: '/health/ready',
    permission: 'public',
    tag: 'Health',
    summary: 'Everything that runs need is up',
    responses: { 200: Ready, 503: Ready },
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    permission: 'public',
    tag: 'Health',
    summary: 'This API as OpenAPI 3.1',
    responses: { 200: JsonObject },
  },

  ...peopleRoutes,
  ...projectRoutes,
  ...auditRoutes,

  connectorCatalog: {
    method: 'GET',
    path: '/connectors/catalog',
    permission: 'connector.read',
    tag: 'Catalog',
    summary: 'Every connector with its fields',
    responses: { 200: Type.Array(ConnectorDescription) },
  },
  connectorGet: {
    method: 'GET',
    path: '/connectors/:type',
    permission: 'connector.read',
    tag: 'Catalog',
    summary: 'One connector by type or alias',
    responses: { 200: ConnectorDescription },
  },
  nodeCatalog: {
    method: 'GET',
    path: '/nodes/catalog',
    permission: 'pattern.read',
    tag: 'Catalog',
    summary: 'Every node with its parameters and pins',
    responses: { 200: Type.Array(NodeDescription) },
  },

  ...pluginRoutes,

  connectionList: {
    method: 'GET',
    path: '/connections',
    permission: 'connector.read',
    tag: 'Connections',
    summary: 'List connections',
    query: ConnectionListQuery,
    responses: { 200: ConnectionPage },
  },
  connectionFacets: {
    method: 'GET',
    path: '/connections/facets',
    permission: 'connector.read',
    tag: 'Connections',
    summary: 'By which owners and tags the list can be narrowed',
    responses: { 200: ConnectionFacets },
  },
  connectionCreate: {
    method: 'POST',
    path: '/connections',
    permission: 'connector.edit',
    tag: 'Connections',
    summary: 'Save a connection',
    body: ConnectionCreate,
    responses: { 201: ConnectionDetail },
  },
  connectionTestUnsaved: {
    method: 'POST',
    path: '/connections/test',
    permission: 'connector.edit',
    tag: 'Connections',
    summary: 'Test values that are not saved',
    body: ConnectionTestInput,
    responses: { 200: TestAnswer },
    rateLimit: 60,
  },
  connectionGet: {
    method: 'GET',
    path: '/connections/:id',
    permission: 'connector.read',
    tag: 'Connections',
    summary: 'One connection, secrets masked',
    responses: { 200: ConnectionDetail },
  },
  connectionPatch: {
    method: 'PATCH',
    path: '/connections/:id',
    permission: 'connector.edit',
    tag: 'Connections',
    summary: 'Change a connection',
    body: ConnectionPatch,
    responses: { 200: ConnectionDetail },
  },
  connectionDelete: {
    method: 'DELETE',
    path: '/connections/:id',
    permission: 'connector.edit',
    tag: 'Connections',
    summary: 'Delete a connection',
    query: Type.Object({ detach: Type.Optional(Type.Boolean()) }),
    responses: { 204: null },
  },
  connectionTest: {
    method: 'POST',
    path: '/connections/:id/test',
    permission: 'connector.edit',
    tag: 'Connections',
    summary: 'Test a saved connection',
    query: Type.Object({ environment: Type.Optional(EnvironmentName) }),
    responses: { 200: TestAnswer },
    rateLimit: 60,
  },
  connectionTests: {
    method: 'GET',
    path: '/connections/:id/tests',
    permission: 'connector.read',
    tag: 'Connections',
    summary: 'Earlier tests, newest first',
    query: Type.Object(ListQuery),
    responses: { 200: ListOf(TestRecord) },
  },
  ...connectionLifeRoutes,
  ...secretRoutes,
  ...shareRoutes,
  ...vaultRoutes,
  ...transferRoutes,

  patternList: {
    method: 'GET',
    path: '/patterns',
    permission: 'pattern.read',
    tag: 'Patterns',
    summary: 'List patterns',
    query: PatternListQuery,
    responses: { 200: PatternPage },
  },
  patternCreate: {
    method: 'POST',
    path: '/patterns',
    permission: 'pattern.edit',
    tag: 'Patterns',
    summary: 'Save a pattern',
    body: PatternCreate,
    responses: { 201: PatternDetail },
  },
  patternGet: {
    method: 'GET',
    path: '/patterns/:id',
    permission: 'pattern.read',
    tag: 'Patterns',
    summary: 'One pattern',
    responses: { 200: PatternDetail },
  },
  patternPatch: {
    method: 'PATCH',
    path: '/patterns/:id',
    permission: 'pattern.edit',
    tag: 'Patterns',
    summary: 'Change a pattern, or put it live',
    body: PatternPatch,
    responses: { 200: PatternDetail },
  },
  patternDelete: {
    method: 'DELETE',
    path: '/patterns/:id',
    permission: 'pattern.edit',
    tag: 'Patterns',
    summary: 'Delete a pattern; its runs stay',
    responses: { 204: null },
  },
  ...patternFileRoutes,
  patternRun: {
    method: 'POST',
    path: '/patterns/:id/run',
    permission: 'pattern.run',
    tag: 'Runs',
    summary: 'Run a pattern',
    body: RunInput,
    responses: { 200: RunDetail, 202: RunDetail },
  },

  expressionPreview: {
    method: 'POST',
    path: '/expressions/preview',
    permission: 'pattern.edit',
    tag: 'Patterns',
    summary: 'The value of a template, without running anything',
    body: PreviewInput,
    responses: { 200: PreviewAnswer },
  },

  runList: {
    method: 'GET',
    path: '/runs',
    permission: 'pattern.read',
    tag: 'Runs',
    summary: 'List runs, newest first',
    query: RunListQuery,
    responses: { 200: ListOf(RunSummary) },
  },
  runGet: {
    method: 'GET',
    path: '/runs/:id',
    permission: 'pattern.read',
    tag: 'Runs',
    summary: 'One run with its steps',
    responses: { 200: RunDetail },
  },
  runCancel: {
    method: 'POST',
    path: '/runs/:id/cancel',
    permission: 'pattern.run',
    tag: 'Runs',
    summary: 'Cancel a run',
    responses: { 202: RunSummary },
  },
  ...runFileRoutes,
  runChanges: {
    method: 'GET',
    path: '/runs/events',
    permission: 'pattern.read',
    tag: 'Runs',
    summary: 'Follow the runs of the project: those that begin and end',
    query: Type.Object(ProjectQuery),
    responses: { 200: JsonObject },
    stream: true,
  },
  runEvents: {
    method: 'GET',
    path: '/runs/:id/events',
    permission: 'pattern.read',
    tag: 'Runs',
    summary: 'Follow a run',
    query: Type.Object(ProjectQuery),
    responses: { 200: JsonObject },
    stream: true,
  },
});

export type RouteName = keyof typeof routes;
