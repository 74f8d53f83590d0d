import { setTimeout as delay } from 'node:timers/promises';
import { defineNode, type HttpCapability, httpOver, type Item, mainPin } from '@patchbay/plugin-sdk';
import { fileItem, jsonOf } from '../http/answer.js';
import { bodyOf } from '../http/body.js';
import { failed } from '../http/failure.js';
import { answersOf, contentOf } from '../http/pages.js';
import { type Given, httpParameters } from '../http/parameters.js';
import { requestOf } from '../http/request.js';
import { icons } from '../icons.js';

export const httpRequest = defineNode({
  type: 'httpRequest',
  version: 1,
  displayName: 'HTTP Request',
  description: 'Sends a request and gives the answer',
  icon: icons.httpRequest,
  group: 'action',
  subtitle: '{{method}} {{url}}',
  connections: {
    connection: { displayName: 'Connection', accepts: { capability: 'http' }, required: false },
  },
  parameters: httpParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  probe: ({ connections, parameters, signal }) =>
    probeAddress(connections.connection?.capabilities.http, parameters, signal),
  async execute(context) {
    const { items, allParameters, connections, files, signal } = context;
    // Who only reads `egress` has a way out made for the run, which is closed again at its end.
    const http = connections.connection?.capabilities.http ?? httpOver(context.egress);
    const output: Item[] = [];
    let asked = 0;
    for (const [item, given] of allParameters().entries()) {
      const limit = given.responseFormat === 'file' ? { maxBytes: files.fileBytes } : {};
      const request = { ...requestOf(given), ...bodyOf(given, items[item], files), ...limit };
      const answers = answersOf(request, given, async (each) => {
        await pauseAfter(asked++, given.options, signal);
        return http.request(each, { signal });
      });
      for await (const answer of answers) {
        const { stream } = answer;
        if (answer.status >= 400 && given.options.failOnStatus !== false) {
          stream?.destroy();
          throw failed(given, answer, connections.connection !== undefined);
        }
        const made = stream
          ? [await fileItem(files, { ...answer, stream }, given)]
          : jsonOf(answer, contentOf(answer, given), given).map((json) => ({ json }));
        for (const each of made) output.push({ ...each, pairedItem: { item } });
      }
    }
    return output;
  },
});

/** Before each request that begins a new batch. */
async function pauseAfter(
  asked: number,
  { batchSize, batchInterval = 1 }: Given['options'],
  signal: AbortSignal,
): Promise<void> {
  if (batchSize !== undefined && asked > 0 && asked % batchSize === 0)
    await delay(batchInterval * 1_000, undefined, { signal });
}

/** Asks for the headers alone, which changes nothing; a server that refuses the credentials says so there, too. */
async function probeAddress(
  http: HttpCapability | undefined,
  given: Given,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (http === undefined || !['GET', 'HEAD'].includes(given.method))
    return 'A request that may change something is not sent.';
  const head = { ...given, method: 'HEAD' };
  const response = await http.request({ ...requestOf(head), responseFormat: 'text' }, { signal });
  if (response.status === 401 || response.status === 403) throw failed(head, response, true);
  return response.status < 400
    ? undefined
    : `HEAD was answered ${response.status}, which says nothing of ${given.method}.`;
}
