import type { AwaitedForm, FormField, JsonObject, JsonValue, Parameters } from '@patchbay/plugin-sdk';
import { nameList, objectList, wrong } from '../values/lists.js';
import { formFieldTypes } from './form-field-rows.js';
import type { formParameters } from './form-parameters.js';

const most = { fields: 100, options: 500, name: 100, short: 500, long: 5_000, url: 2_000 };
/** Members of the item that are none of the fields, and the field by which the form itself proves which one it is. */
const taken = new Set(['submittedAt', 'formMode', 'patchbay-form']);

/** @throws PatchbayError `parameter-invalid` for what could not be drawn or sent */
export function formOf(given: Parameters<typeof formParameters>): AwaitedForm {
  const rows = objectList(given.formFields, 'formFields');
  if (rows.length > most.fields) throw wrong('formFields', `has more than ${most.fields} fields`);
  const fields = rows.map(fieldOf);
  if (new Set(fields.map(({ name }) => name)).size < fields.length)
    throw wrong('formFields', 'has two fields of one name');
  return {
    title: text(given.formTitle, 'formTitle', most.short),
    description: text(given.formDescription, 'formDescription', most.long),
    button: text(given.buttonLabel, 'buttonLabel', most.name) || 'Submit',
    fields,
    completion:
      given.redirectUrl === ''
        ? { text: text(given.formSubmittedText, 'formSubmittedText', most.long) }
        : { redirect: url(given.redirectUrl) },
    ...(given.opensForCaller ? { opensForCaller: true } : {}),
  };
}

function fieldOf(row: JsonObject): FormField {
  const name = member(row.name, most.name).trim();
  if (name === '' || taken.has(name)) throw wrong('formFields', `cannot have a field of the name "${name}"`);
  const kind = row.type ?? 'text';
  const type = formFieldTypes.find(({ value }) => value === kind)?.value;
  if (type === undefined) throw wrong('formFields', `has a field of an unknown kind: "${name}"`);
  const options = nameList(row.options, 'formFields');
  if (options.length > most.options || options.some((option) => option.length > most.short))
    throw wrong('formFields', `has more or longer choices than fit: "${name}"`);
  if (options.length === 0 && (type === 'dropdown' || type === 'radio'))
    throw wrong('formFields', `has no choices for "${name}"`);
  return {
    ...{ name, type, options, label: member(row.label, most.short).trim() || name },
    ...{ required: row.required === true, multiple: row.multiple === true },
    ...{ placeholder: member(row.placeholder, most.short), value: member(row.value, most.long) },
  };
}

function member(value: JsonValue | undefined, longest: number): string {
  return text(value ?? '', 'formFields', longest);
}

function text(value: JsonValue, parameter: string, longest: number): string {
  if (typeof value === 'object' && value !== null) throw wrong(parameter, 'holds something that is no text');
  const given = String(value ?? '');
  if (given.length > longest) throw wrong(parameter, `holds a text of more than ${longest} characters`);
  return given;
}

/** A page of another kind could be a script. */
function url(given: string): string {
  const isWeb = URL.canParse(given) && ['http:', 'https:'].includes(new URL(given).protocol);
  const { href } = isWeb ? new URL(given) : { href: '' };
  if (href === '' || href.length > most.url) throw wrong('redirectUrl', 'is no http(s) URL');
  return href;
}
