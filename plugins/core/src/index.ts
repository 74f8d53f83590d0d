import { definePlugin } from '@patchbay/plugin-sdk';
import { databaseWriter } from './nodes/database-writer.js';
import { editFields } from './nodes/edit-fields.js';
import { filter } from './nodes/filter.js';
import { httpRequest } from './nodes/http-request.js';
import { ifNode } from './nodes/if.js';
import { manualTrigger } from './nodes/manual-trigger.js';
import { merge } from './nodes/merge.js';
import { respond } from './nodes/respond.js';
import { sqlQuery } from './nodes/sql-query.js';
import { summarize } from './nodes/summarize.js';
import { webhookTrigger } from './nodes/webhook-trigger.js';

export default definePlugin({
  name: 'core',
  displayName: 'Core nodes',
  nodes: [
    manualTrigger,
    webhookTrigger,
    respond,
    sqlQuery,
    databaseWriter,
    httpRequest,
    editFields,
    ifNode,
    filter,
    merge,
    summarize,
  ],
});
