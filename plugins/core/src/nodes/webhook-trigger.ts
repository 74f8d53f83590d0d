import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { callerParameters, callerSlot } from '../waiting/callers.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

const when = (...respond: string[]) => ({ show: { respond } });
const withData = (...respondWith: string[]) => ({ show: { respond: ['whenDone'], respondWith } });

export const webhookTrigger = defineNode({
  type: 'webhookTrigger',
  version: 1,
  displayName: 'Webhook Trigger',
  description: 'Starts the pattern when a request arrives at its address',
  icon: icons.webhookTrigger,
  group: 'trigger',
  trigger: 'webhook',
  subtitle: '{{method}} {{path}}',
  parameters: {
    path: field.text({
      displayName: 'Path',
      description: 'Behind /hooks/<environment>/',
      placeholder: 'orders',
      required: true,
      pattern: {
        regex: '^/?[\\w~.:-][\\w~.:/-]*$',
        message: 'Letters, digits, and - _ . ~ between slashes; :name stands for any value',
      },
    }),
    method: field.options({
      displayName: 'Method',
      options: methods.map((value) => ({ value, name: value })),
      default: 'POST',
    }),
    methods: field.text({
      displayName: 'Further methods',
      description: `Of ${methods.join(', ')}, with commas; the item says which one it was`,
      placeholder: 'GET, PUT',
      default: '',
      pattern: { regex: '^[A-Za-z, ]*$', message: 'Methods with commas between them' },
    }),
    respond: field.options({
      displayName: 'Respond',
      options: [
        { value: 'immediately', name: 'Immediately', description: '202 as soon as the run is recorded' },
        { value: 'whenDone', name: 'When the run is over', description: 'With the items of the last step' },
        { value: 'byNode', name: 'By a Respond node' },
      ],
      default: 'immediately',
    }),
    respondWith: field.options({
      displayName: 'Answer with',
      options: [
        { value: 'auto', name: 'The items', description: 'One as an object, several as a list' },
        { value: 'firstItem', name: 'The first item' },
        { value: 'allItems', name: 'All items, as a list' },
        { value: 'file', name: 'A file of the first item' },
        { value: 'nothing', name: 'No body' },
      ],
      default: 'auto',
      displayOptions: when('whenDone'),
    }),
    responseKey: field.text({
      displayName: 'Put it into the field',
      description: 'With data the answer is { "data": … } instead of what stands there alone',
      displayOptions: withData('auto', 'firstItem', 'allItems'),
    }),
    responseFile: field.text({
      displayName: 'Name of the file',
      description: 'Among the files of the first item; may stay empty where it has only one',
      displayOptions: withData('file'),
    }),
    responseBody: field.json({
      displayName: 'Body of the answer',
      description: 'Text is sent as text, anything else as JSON; empty: the id of the run',
      displayOptions: when('immediately'),
    }),
    statusCode: field.number({
      displayName: 'Status',
      description: 'Of an answer without an error; empty: 202 at once, 200 at the end',
      min: 200,
      max: 599,
      integer: true,
      displayOptions: when('immediately', 'whenDone'),
    }),
    headers: field.headers({
      displayName: 'Headers of the answer',
      description: 'With Content-Type the type of a body that is no JSON',
      default: {},
      displayOptions: when('immediately', 'whenDone'),
    }),
    ...callerParameters({}),
    allowedOrigins: field.text({
      displayName: 'Pages that may call (CORS)',
      description:
        'Origins such as https://example.com, with commas, or * for all; empty: browsers let no page of another origin read an answer',
      placeholder: 'https://example.com',
      default: '',
    }),
    rawBody: field.boolean({
      displayName: 'Keep the body as it came',
      description: 'As a file, byte for byte, such as for a signature; the body of the item stays empty',
      default: false,
    }),
    binaryField: field.text({
      displayName: 'Put the file under',
      description: 'Of a body that becomes a file; those of a form stand under the names of their fields',
      default: 'data',
    }),
  },
  connections: callerSlot,
  inputs: [],
  outputs: [mainPin],
  // The host makes the item: { method, headers, query, params, body }.
  execute: ({ items }) => items,
});
