import { field } from '@patchbay/plugin-sdk';
import { formFieldRows } from './form-field-rows.js';

const displayOptions = { show: { resume: ['form'] } } as const;

export const formParameters = {
  formTitle: field.text({ displayName: 'Title', default: 'Form', displayOptions }),
  formDescription: field.multiline({ displayName: 'Description', default: '', displayOptions }),
  formFields: field.json({
    displayName: 'Fields',
    description:
      'A list of { name, label?, type?, required?, placeholder?, value?, options?, multiple? }. What is typed, passwords too, is data of the run',
    default: [],
    displayOptions,
    drawnAs: formFieldRows,
  }),
  buttonLabel: field.text({ displayName: 'Button', default: 'Submit', displayOptions }),
  respondWhen: field.options({
    displayName: 'Show that it was sent',
    options: [
      { value: 'immediately', name: 'At once' },
      {
        value: 'whenDone',
        name: 'When the run is over',
        description: 'Or show the next page, where the run comes to one',
      },
      {
        value: 'byNode',
        name: 'By a Respond node',
        description: 'A text, a file or another address; or the next page',
      },
    ],
    default: 'immediately',
    displayOptions,
  }),
  opensForCaller: field.boolean({
    displayName: 'Open for who called',
    description:
      'Leads to this page whoever waits for an answer when the run comes here: from the page before, or from a webhook that is answered at the end. Leave it off where somebody else is to fill it in',
    default: false,
    displayOptions,
  }),
  formSubmittedText: field.multiline({
    displayName: 'Text afterwards',
    default: 'Thank you. Your answer was sent.',
    displayOptions,
  }),
  redirectUrl: field.text({
    displayName: 'Page afterwards',
    description: 'An http(s) URL that is opened instead of showing the text',
    default: '',
    displayOptions,
  }),
};
