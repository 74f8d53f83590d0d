import { definePlugin } from '@patchbay/plugin-sdk';
import { aggregate } from './nodes/aggregate.js';
import { callPattern } from './nodes/call-pattern.js';
import { code } from './nodes/code.js';
import { compareDatasets } from './nodes/compare-datasets.js';
import { convertToFile } from './nodes/convert-to-file.js';
import { crypto } from './nodes/crypto.js';
import { csv } from './nodes/csv.js';
import { databaseReader } from './nodes/database-reader.js';
import { databaseWriter } from './nodes/database-writer.js';
import { dateTime } from './nodes/date-time.js';
import { editFields } from './nodes/edit-fields.js';
import { extractFromFile } from './nodes/extract-from-file.js';
import { filter } from './nodes/filter.js';
import { htmlExtract } from './nodes/html-extract.js';
import { httpRequest } from './nodes/http-request.js';
import { ifNode } from './nodes/if.js';
import { json } from './nodes/json.js';
import { limit } from './nodes/limit.js';
import { loop } from './nodes/loop.js';
import { manualTrigger } from './nodes/manual-trigger.js';
import { markdown } from './nodes/markdown.js';
import { merge } from './nodes/merge.js';
import { noOperation } from './nodes/no-operation.js';
import { notify } from './nodes/notify.js';
import { removeDuplicates } from './nodes/remove-duplicates.js';
import { respond } from './nodes/respond.js';
import { sendEmail } from './nodes/send-email.js';
import { sendWebhook } from './nodes/send-webhook.js';
import { sort } from './nodes/sort.js';
import { splitOut } from './nodes/split-out.js';
import { sqlQuery } from './nodes/sql-query.js';
import { stopAndError } from './nodes/stop-and-error.js';
import { summarize } from './nodes/summarize.js';
import { switchNode } from './nodes/switch.js';
import { wait } from './nodes/wait.js';
import { webhookTrigger } from './nodes/webhook-trigger.js';
import { xml } from './nodes/xml.js';

export default definePlugin({
  name: 'core',
  displayName: 'Core nodes',
  nodes: [
    manualTrigger,
    webhookTrigger,
    respond,
    sqlQuery,
    databaseReader,
    databaseWriter,
    httpRequest,
    sendEmail,
    sendWebhook,
    notify,
    editFields,
    ifNode,
    filter,
    merge,
    summarize,
    switchNode,
    sort,
    limit,
    aggregate,
    splitOut,
    removeDuplicates,
    compareDatasets,
    loop,
    wait,
    callPattern,
    stopAndError,
    noOperation,
    dateTime,
    crypto,
    csv,
    json,
    extractFromFile,
    convertToFile,
    xml,
    htmlExtract,
    markdown,
    code,
  ],
});
