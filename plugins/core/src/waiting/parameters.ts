import { field } from '@patchbay/plugin-sdk';
import { unitOptions } from '../values/moment.js';
import { callerParameters } from './callers.js';
import { formParameters } from './form-parameters.js';

const byInterval = { show: { resume: ['timeInterval'] } } as const;
const byCall = { show: { resume: ['webhook'] } } as const;
const byAnyCall = { show: { resume: ['webhook', 'form'] } } as const;

export const waitParameters = {
  resume: field.options({
    displayName: 'Go on',
    options: [
      { value: 'timeInterval', name: 'After a while' },
      { value: 'specificTime', name: 'At a time' },
      { value: 'webhook', name: 'When it is called', description: 'At the address {{ $run.resumeUrl }}' },
      {
        value: 'form',
        name: 'When a form is sent',
        description: 'The address {{ $run.resumeUrl }} shows the form',
      },
    ],
    default: 'timeInterval',
  }),
  amount: field.number({ displayName: 'Amount', default: 5, min: 0, displayOptions: byInterval }),
  unit: field.options({
    displayName: 'Unit',
    options: unitOptions,
    default: 'seconds',
    displayOptions: byInterval,
  }),
  dateTime: field.text({
    displayName: 'Time',
    description: 'ISO 8601, such as 2030-01-31T09:00; without an offset in the time zone of the pattern',
    displayOptions: { show: { resume: ['specificTime'] } },
  }),
  method: field.options({
    displayName: 'Method of the call',
    description: 'What opens links by itself, such as a mail scanner, calls with GET',
    options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, name: value })),
    default: 'GET',
    displayOptions: byCall,
  }),
  webhookSuffix: field.text({
    displayName: 'Behind the address',
    description: 'Append it to {{ $run.resumeUrl }} with a slash where you give the address away',
    placeholder: 'approve',
    default: '',
    pattern: {
      regex: '^[\\w~./-]*$',
      message: 'Letters, digits, and - _ . ~ between slashes',
    },
    displayOptions: byAnyCall,
  }),
  ...formParameters,
  ...callerParameters(byAnyCall.show),
  respond: field.options({
    displayName: 'Answer the caller',
    options: [
      { value: 'immediately', name: 'At once' },
      { value: 'whenDone', name: 'With what the last step gives' },
      { value: 'byNode', name: 'By a Respond node' },
    ],
    default: 'immediately',
    displayOptions: byCall,
  }),
  limit: field.options({
    displayName: 'Without a call go on',
    options: [
      { value: 'never', name: 'Never' },
      { value: 'timeInterval', name: 'After a while' },
      { value: 'specificTime', name: 'At a time' },
    ],
    default: 'never',
    displayOptions: byAnyCall,
  }),
  limitAmount: field.number({
    displayName: 'Amount',
    default: 1,
    min: 0,
    displayOptions: { show: { resume: ['webhook', 'form'], limit: ['timeInterval'] } },
  }),
  limitUnit: field.options({
    displayName: 'Unit',
    options: unitOptions,
    default: 'hours',
    displayOptions: { show: { resume: ['webhook', 'form'], limit: ['timeInterval'] } },
  }),
  limitDateTime: field.text({
    displayName: 'Time',
    description: 'ISO 8601; without an offset in the time zone of the pattern',
    displayOptions: { show: { resume: ['webhook', 'form'], limit: ['specificTime'] } },
  }),
};
