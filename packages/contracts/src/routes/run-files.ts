import { Type } from '@sinclair/typebox';
import { JsonObject, ProjectQuery } from '../schemas/common.js';
import { RunFileDescription } from '../schemas/runs.js';
import { defineRoutes } from './route.js';

const look = { method: 'GET', permission: 'pattern.read', tag: 'Runs' } as const;

/** What runs leave besides their records. */
export const runFileRoutes = defineRoutes({
  runFileList: {
    ...look,
    path: '/runs/:id/files',
    summary: 'The files of a run that is over',
    responses: { 200: Type.Array(RunFileDescription) },
  },
  runFileGet: {
    ...look,
    path: '/runs/:id/files/:fileId',
    summary: 'One file, as a download; items refer to it as <run>.<file>',
    query: Type.Object(ProjectQuery),
    responses: { 200: JsonObject },
    download: true,
  },
  runDelete: {
    method: 'DELETE',
    permission: 'pattern.edit',
    tag: 'Runs',
    path: '/runs/:id',
    summary: 'Delete a run that is over, with its steps and files',
    responses: { 204: null },
  },
});
