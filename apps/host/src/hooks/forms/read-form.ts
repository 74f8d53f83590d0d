import type { AwaitedForm, FormField } from '@patchbay/protocol';
import type { LaunchUpload } from '../../runs/launch.js';
import { freeKey, uploadOf } from '../hook-upload.js';
import type { Entered } from './entered.js';

export interface Sent extends Entered {
  /** By the names of the fields; of each field, also one that was left empty. */
  json: Record<string, unknown>;
  uploads: LaunchUpload[];
}

interface Given {
  texts: readonly string[];
  files: readonly File[];
  isEmpty: boolean;
}

/** What was sent, as far as the form asks for it: nobody adds a member to the item. */
export async function readForm({ fields }: AwaitedForm, sent: FormData): Promise<Sent> {
  const values = new Map<string, readonly string[]>();
  const errors = new Map<string, string>();
  const json: [string, unknown][] = [];
  const uploads: LaunchUpload[] = [];
  for (const field of fields) {
    const given = givenTo(field, sent);
    const error = given.isEmpty ? missing(field) : wrong(field, given);
    values.set(field.name, given.texts);
    if (error !== undefined) errors.set(field.name, error);
    else if (field.type === 'file') await addFiles(uploads, field.name, given.files);
    else json.push([field.name, valueOf(field, given)]);
  }
  return { values, errors, uploads, json: Object.fromEntries(json) };
}

function givenTo({ name, type }: FormField, sent: FormData): Given {
  const all = sent.getAll(name);
  // A field in which nothing was chosen is sent as a file without name and content.
  const files = all
    .filter((each) => each instanceof File)
    .filter(({ name: own, size }) => own !== '' || size > 0);
  const texts = all.filter((each) => typeof each === 'string').map((text) => text.replaceAll('\r\n', '\n'));
  const isEmpty = type === 'file' ? files.length === 0 : texts.every((text) => text.trim() === '');
  return { texts, files, isEmpty };
}

async function addFiles(uploads: LaunchUpload[], name: string, files: readonly File[]): Promise<void> {
  for (const file of files) uploads.push({ ...(await uploadOf(file)), key: freeKey(name, uploads) });
}

function missing({ required, type, options }: FormField): string | undefined {
  if (!required) return undefined;
  if (type === 'file') return 'Choose a file.';
  if (type === 'checkbox' && options.length === 0) return 'Tick this box.';
  return options.length > 0 ? 'Choose one.' : 'Fill this in.';
}

/** Browsers look at it too; whoever sends it by hand does not. */
function wrong(field: FormField, { texts, files }: Given): string | undefined {
  const [text = ''] = texts;
  if (!takesSeveral(field) && texts.length + files.length > 1) return 'Only one is taken here.';
  if (text.length > longestText) return `At most ${longestText} characters are taken here.`;
  if (field.type === 'number' && !Number.isFinite(Number(text))) return 'This is no number.';
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+$/u.test(text.trim())) return 'This is no e-mail address.';
  if (field.type === 'date' && !isDate(text)) return 'This is no date such as 2030-01-31.';
  const isChosen = texts.every((each) => field.options.includes(each));
  return field.options.length > 0 && !isChosen ? 'Choose what is offered.' : undefined;
}

const longestText = 100_000;

function valueOf(field: FormField, { texts, isEmpty }: Given): unknown {
  const [text = ''] = texts;
  if (field.type === 'checkbox' && field.options.length === 0) return !isEmpty;
  if (takesSeveral(field)) return isEmpty ? [] : texts;
  if (field.type === 'number') return isEmpty ? null : Number(text);
  if (field.type === 'email') return text.trim();
  return text;
}

function takesSeveral({ type, multiple, options }: FormField): boolean {
  if (type === 'checkbox') return options.length > 0;
  return multiple && (type === 'dropdown' || type === 'file');
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
