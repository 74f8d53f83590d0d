import {
  AuditExportQuery,
  AuditListQuery,
  AuditRecord,
  AuditVerdict,
  AuditVerifyInput,
} from '../schemas/audit.js';
import { ListOf } from '../schemas/common.js';
import { defineRoutes } from './route.js';

const audit = { permission: 'admin', tag: 'Audit' } as const;

/** What was done, by whom; only ever added to. */
export const auditRoutes = defineRoutes({
  auditList: {
    ...audit,
    method: 'GET',
    path: '/audit',
    summary: 'Look through the log, newest first',
    query: AuditListQuery,
    responses: { 200: ListOf(AuditRecord) },
  },
  auditExport: {
    ...audit,
    method: 'GET',
    path: '/audit/export',
    summary: 'The log as JSON lines, oldest first',
    query: AuditExportQuery,
    responses: { 200: AuditRecord },
    lines: true,
    rateLimit: 20,
  },
  auditVerify: {
    ...audit,
    method: 'POST',
    path: '/audit/verify',
    summary: 'Check that no record was edited, deleted, moved or put in',
    body: AuditVerifyInput,
    responses: { 200: AuditVerdict },
    rateLimit: 20,
  },
});
