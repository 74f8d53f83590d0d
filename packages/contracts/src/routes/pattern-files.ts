import { Type } from '@sinclair/typebox';
import { PatternFile, PatternImport, PatternImportAnswer } from '../schemas/pattern-files.js';
import { defineRoutes } from './route.js';

/** Patterns on their way in and out. */
export const patternFileRoutes = defineRoutes({
  patternImport: {
    method: 'POST',
    path: '/patterns/import',
    permission: 'pattern.edit',
    tag: 'Patterns',
    summary: 'Save a pattern of a file, its connections found by name and type; it is not live',
    body: PatternImport,
    responses: { 201: PatternImportAnswer },
  },
  patternExport: {
    method: 'GET',
    path: '/patterns/:id/export',
    permission: 'pattern.read',
    tag: 'Patterns',
    summary: 'A pattern as a file, with names of connections and no credentials',
    query: Type.Object({ format: Type.Optional(Type.Literal('json')) }),
    responses: { 200: PatternFile },
  },
});
