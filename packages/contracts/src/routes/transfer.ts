import {
  ConnectionExport,
  ConnectionExportSealed,
  ExportFile,
  ImportAnswer,
  ImportInput,
  ImportPlan,
  ImportPlanInput,
  longestImport,
  SmartPasteAnswer,
  SmartPasteInput,
} from '../schemas/transfer.js';
import { defineRoutes } from './route.js';

const change = { method: 'POST', permission: 'connector.edit', tag: 'Connections', rateLimit: 30 } as const;
// JSON writes some characters of the text as six.
const bodyLimit = 2 * longestImport;

/** Connections on their way in and out. */
export const transferRoutes = defineRoutes({
  connectionExport: {
    ...change,
    permission: 'connector.read',
    path: '/connections/export',
    summary: 'Connections as a file, without secrets',
    body: ConnectionExport,
    responses: { 200: ExportFile },
  },
  connectionExportSealed: {
    ...change,
    permission: 'admin',
    path: '/connections/export-sealed',
    summary: 'Connections with their secrets as a file, encrypted with a passphrase',
    body: ConnectionExportSealed,
    responses: { 200: ExportFile },
    rateLimit: 5,
  },
  connectionImportPlan: {
    ...change,
    path: '/connections/import/plan',
    summary: 'What an import would do, entry by entry; nothing is written',
    body: ImportPlanInput,
    responses: { 200: ImportPlan },
    bodyLimit,
  },
  connectionImport: {
    ...change,
    path: '/connections/import',
    summary: 'Write what a plan showed, all of it or nothing',
    body: ImportInput,
    responses: { 200: ImportAnswer },
    bodyLimit,
  },
  connectionSmartPaste: {
    ...change,
    path: '/connections/smart-paste',
    summary: 'Which connectors a pasted text fits, and their fields filled; nothing is kept',
    body: SmartPasteInput,
    responses: { 200: SmartPasteAnswer },
    rateLimit: 60,
  },
});
