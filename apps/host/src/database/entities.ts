import { auditHeadTable } from '../audit/audit-head.table.js';
import { auditTable } from '../audit/audit.table.js';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import { connectionSecretHistoryTable } from '../connections/connection-secret-history.table.js';
import { connectionShareTable } from '../connections/connection-share.table.js';
import { connectionTestTable } from '../connections/connection-test.table.js';
import { connectionTable } from '../connections/connection.table.js';
import { hostLeaseTable } from './host-lease.table.js';
import { webhookTable } from '../hooks/webhook.table.js';
import { inlineSecretTable } from '../inline/inline-secret.table.js';
import { patternMemoryTable } from '../patterns/pattern-memory.table.js';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import { pluginManifestTable } from '../plugins/plugin-manifest.table.js';
import { projectMemberTable, projectTable } from '../projects/project.table.js';
import { runFileTable } from '../run-files/run-file.table.js';
import { runStepTable, runTable } from '../runs/run.table.js';
import { environmentTable } from '../secrets/environment.table.js';
import { secretReferenceTable } from '../secrets/secret-reference.table.js';
import { secretTable, secretValueTable } from '../secrets/secret.table.js';
import { apiTokenTable } from '../users/api-token.table.js';
import { passwordLinkTable } from '../users/password-link.table.js';
import { sessionTable } from '../users/session.table.js';
import { userTable } from '../users/user.table.js';
import { instanceTable } from '../vault/instance.table.js';
import { keyTermTable } from '../vault/key-term.table.js';
import { waitingRunTable } from '../waiting/waiting-run.table.js';

/** Every table, once; a spec compares them with what the migrations make. */
export const entities = [
  instanceTable,
  keyTermTable,
  hostLeaseTable,
  userTable,
  sessionTable,
  apiTokenTable,
  passwordLinkTable,
  projectTable,
  projectMemberTable,
  connectionTable,
  connectionTestTable,
  connectionReferenceTable,
  connectionShareTable,
  connectionSecretHistoryTable,
  pluginManifestTable,
  auditTable,
  auditHeadTable,
  patternTable,
  patternVersionTable,
  patternMemoryTable,
  inlineSecretTable,
  webhookTable,
  runTable,
  runStepTable,
  runFileTable,
  waitingRunTable,
  environmentTable,
  secretTable,
  secretValueTable,
  secretReferenceTable,
];
