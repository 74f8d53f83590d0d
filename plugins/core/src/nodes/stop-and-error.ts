import { defineNode, field, type JsonValue, mainPin, PatchbayError } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { isObject, wrong } from '../values/lists.js';
import { parsedJson } from '../values/parsed-json.js';

export const stopAndError = defineNode({
  type: 'stopAndError',
  version: 1,
  displayName: 'Stop And Error',
  description: 'Ends the run as failed, with a message of your own',
  icon: icons.stopAndError,
  group: 'flow',
  subtitle: '{{errorMessage}}',
  parameters: {
    errorType: field.options({
      displayName: 'Error',
      options: [
        { value: 'errorMessage', name: 'Message' },
        { value: 'errorObject', name: 'Object' },
      ],
      default: 'errorMessage',
    }),
    errorMessage: field.text({
      displayName: 'Message',
      displayOptions: { show: { errorType: ['errorMessage'] } },
    }),
    errorObject: field.json({
      displayName: 'Object',
      description: 'Its "message", "description" or "error" is shown, or else all of it as JSON',
      displayOptions: { show: { errorType: ['errorObject'] } },
    }),
  },
  inputs: [mainPin],
  outputs: [],
  execute({ parameters }): never {
    const { errorType, errorMessage, errorObject } = parameters();
    const message = errorType === 'errorMessage' ? errorMessage : messageOf(errorObject);
    if (!message) throw wrong(errorType, 'is empty; say what went wrong');
    throw new PatchbayError('step-failed', message);
  },
});

function messageOf(given: JsonValue | undefined): string {
  const object = typeof given === 'string' ? parsedJson(given) : given;
  if (!isObject(object)) throw wrong('errorObject', 'is not a JSON object such as { "message": "…" }');
  const said = [object.message, object.description, object.error].find(
    (text) => typeof text === 'string' && text,
  );
  return typeof said === 'string' ? said : JSON.stringify(object);
}
