import {
  defineNode,
  field,
  type HttpCapability,
  httpOver,
  type HttpRequest,
  type HttpResponse,
  type Item,
  type JsonObject,
  type JsonValue,
  mainPin,
  type Parameters,
  PatchbayError,
  type ProblemCode,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { fileItem, uploadOf } from '../files/http.js';
import { isObject, wrong } from '../values/lists.js';

const parameters = {
  method: field.options({
    displayName: 'Method',
    options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((value) => ({
      value,
      name: value,
    })),
    default: 'GET',
  }),
  url: field.text({
    displayName: 'URL',
    description: 'With a connection it may be relative to its base URL',
    required: true,
  }),
  query: field.json({
    displayName: 'Query parameters',
    description: '{ name: value or list of values }',
    default: {},
  }),
  headers: field.headers({ displayName: 'Headers', default: {} }),
  body: field.json({ displayName: 'Body', description: 'Text is sent as text, anything else as JSON' }),
  bodyBinaryField: field.text({
    displayName: 'File to send',
    description: 'Name of a file of the item, sent instead of the body',
  }),
  responseFormat: field.options({
    displayName: 'Answer',
    options: [
      { value: 'auto', name: 'JSON if it says so, else text' },
      { value: 'json', name: 'JSON' },
      { value: 'text', name: 'Text' },
      { value: 'file', name: 'A file' },
    ],
    default: 'auto',
  }),
  outputBinaryField: field.text({
    displayName: 'Put the file under',
    default: 'data',
    displayOptions: { show: { responseFormat: ['file'] } },
  }),
  fullResponse: field.boolean({ displayName: 'Status and headers, too', default: false }),
  options: field.collection({
    displayName: 'Options',
    default: {},
    fields: {
      timeout: field.number({ displayName: 'Timeout (seconds)', min: 1, max: 3_600 }),
      maxRedirects: field.number({ displayName: 'Redirects to follow', min: 0, max: 20, integer: true }),
      failOnStatus: field.boolean({ displayName: 'Fail on a status of 400 and above', default: true }),
    },
  }),
};

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
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  probe: ({ connections, parameters, signal }) =>
    probeAddress(connections.connection?.capabilities.http, parameters, signal),
  async execute(context) {
    const { items, allParameters, connections, files, signal } = context;
    // Who only reads `egress` has a way out made for the run, which is closed again at its end.
    const http = connections.connection?.capabilities.http ?? httpOver(context.egress);
    const output: Item[] = [];
    for (const [item, given] of allParameters().entries()) {
      const upload = await uploadOf(files, items[item], given.bodyBinaryField);
      const limit = given.responseFormat === 'file' ? { maxBytes: files.fileBytes } : {};
      const response = await http.request({ ...requestOf(given), ...upload, ...limit }, { signal });
      const { stream } = response;
      if (response.status >= 400 && given.options.failOnStatus !== false) {
        stream?.destroy();
        throw failed(given, response, context.connections.connection !== undefined);
      }
      if (stream) {
        output.push({ ...(await fileItem(files, { ...response, stream }, given)), pairedItem: { item } });
        continue;
      }
      for (const json of jsonOf(response, given.fullResponse)) output.push({ json, pairedItem: { item } });
    }
    return output;
  },
});

/** Asks for the headers alone, which changes nothing; a server that refuses the credentials says so there, too. */
async function probeAddress(
  http: HttpCapability | undefined,
  given: Parameters<typeof parameters>,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (http === undefined || !['GET', 'HEAD'].includes(given.method))
    return 'A request that may change something is not sent.';
  const { body: _body, ...request } = requestOf({ ...given, method: 'HEAD' });
  const response = await http.request({ ...request, responseFormat: 'text' }, { signal });
  if (response.status === 401 || response.status === 403)
    throw failed({ ...given, method: 'HEAD' }, response, true);
  return response.status < 400
    ? undefined
    : `HEAD was answered ${response.status}, which says nothing of ${given.method}.`;
}

function requestOf({
  method,
  url,
  query,
  headers,
  body,
  responseFormat,
  options,
}: Parameters<typeof parameters>): HttpRequest {
  const { timeout, maxRedirects } = options;
  return {
    method,
    url,
    query: queryOf(query),
    headers,
    ...(body === undefined || body === null ? {} : { body }),
    responseFormat: responseFormat === 'file' ? 'stream' : responseFormat,
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1_000 }),
    ...(maxRedirects === undefined ? {} : { maxRedirects }),
  };
}

/** An absent value leaves its parameter out. */
function queryOf(query: JsonValue): Record<string, string | string[]> {
  if (!isObject(query)) throw wrong('query', 'is not an object { name: value }');
  const present = Object.entries(query).filter(([, value]) => value !== null);
  return Object.fromEntries(
    present.map(([name, value]) => [name, Array.isArray(value) ? value.map(text) : text(value)]),
  );
}

function text(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A list in the answer becomes one item per entry, as does n8n's node of this name. */
function jsonOf({ status, statusText, headers, body }: HttpResponse, full: boolean): JsonObject[] {
  if (full) return [{ statusCode: status, statusMessage: statusText, headers, body }];
  if (Array.isArray(body)) return body.map(asObject);
  return [asObject(body)];
}

function asObject(value: JsonValue): JsonObject {
  return isObject(value) ? value : { data: value };
}

/** Without the query: it often carries keys that no connection knows of. */
function failed(
  { method, url }: Parameters<typeof parameters>,
  { status, statusText }: HttpResponse,
  hasCredentials: boolean,
): PatchbayError {
  const where = url.replace(/[?#].*$/su, '').replace(/\/\/[^/@]*@/u, '//');
  const said = `${method} ${where} was answered ${status} ${statusText}`.trimEnd();
  const refusal = hasCredentials ? refusals[status] : undefined;
  return refusal === undefined
    ? new PatchbayError('step-failed', `${said}.`)
    : new PatchbayError(refusal.code, `${said}. ${refusal.words}`);
}

/** What a server says of the credentials of a connection: that it does not know them, or what they are not enough for. */
const refusals: Readonly<Record<number, { code: ProblemCode; words: string }>> = {
  401: { code: 'connect-auth-failed', words: 'The server refused the credentials of the connection.' },
  403: { code: 'connect-forbidden', words: 'The credentials of the connection do not allow this.' },
};
