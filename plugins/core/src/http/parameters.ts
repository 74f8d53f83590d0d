import { field, type Parameters } from '@patchbay/plugin-sdk';
import { pageParameters } from './page-parameters.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export const httpParameters = {
  method: field.options({
    displayName: 'Method',
    options: methods.map((value) => ({ value, name: value })),
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
  bodyType: field.options({
    displayName: 'Send the body as',
    options: [
      { value: 'auto', name: 'Text or JSON', description: 'Text as text, anything else as JSON; or a file' },
      { value: 'form', name: 'Form', description: 'application/x-www-form-urlencoded' },
      { value: 'multipart', name: 'Form with files', description: 'multipart/form-data' },
    ],
    default: 'auto',
  }),
  body: field.json({ displayName: 'Body', description: 'Of a form { name: value or list of values }' }),
  bodyBinaryField: field.text({
    displayName: 'File to send',
    description: 'Name of a file of the item, sent instead of the body',
    displayOptions: { show: { bodyType: ['auto'] } },
  }),
  bodyFiles: field.json({
    displayName: 'Files of the form',
    description: '{ field: name of a file of the item }, or names of files that are also those of the fields',
    default: [],
    displayOptions: { show: { bodyType: ['multipart'] } },
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
  outputField: field.text({
    displayName: 'Put a text under',
    description: 'And whatever else is no object',
    default: 'data',
    displayOptions: { show: { responseFormat: ['auto', 'json', 'text'], fullResponse: [false] } },
  }),
  fullResponse: field.boolean({ displayName: 'Status and headers, too', default: false }),
  ...pageParameters,
  options: field.collection({
    displayName: 'Options',
    default: {},
    fields: {
      timeout: field.number({ displayName: 'Timeout (seconds)', min: 1, max: 3_600 }),
      maxRedirects: field.number({
        displayName: 'Redirects to follow',
        description: 'With 0 the redirect itself is the answer',
        min: 0,
        max: 20,
        integer: true,
      }),
      failOnStatus: field.boolean({ displayName: 'Fail on a status of 400 and above', default: true }),
      arrayFormat: field.options({
        displayName: 'Lists in the query',
        options: [
          { value: 'repeat', name: 'a=1&a=2' },
          { value: 'brackets', name: 'a[]=1&a[]=2' },
          { value: 'indices', name: 'a[0]=1&a[1]=2' },
        ],
        default: 'repeat',
      }),
      batchSize: field.number({
        displayName: 'Requests before a pause',
        description: 'For servers that allow only so many in a time',
        min: 1,
        integer: true,
      }),
      batchInterval: field.number({ displayName: 'Pause (seconds)', min: 0, max: 3_600, default: 1 }),
    },
  }),
};

export type Given = Parameters<typeof httpParameters>;
