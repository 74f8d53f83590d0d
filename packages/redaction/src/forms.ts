import { base64Forms, hexForms } from './binary-forms.js';
import { jsonForms } from './json-forms.js';
import { urlForms } from './url-forms.js';

/** Below this length a text occurs by chance, and replacing it would shred what it occurs in. */
export const shortestForm = 6;

/** Every text that gives a secret away: its parts, each in every encoding that we look for. */
export function formsOf(secret: string): Set<string> {
  const forms = new Set<string>();
  // Whatever writes half a surrogate pair as UTF-8 writes the replacement character in its place.
  const written = Buffer.from(secret, 'utf8').toString('utf8');
  for (const whole of new Set([secret, secret.trim(), written, written.trim(), ...jsonLeaves(secret)])) {
    if (whole.length < shortestForm) continue;
    addAll(forms, textForms(whole), base64Forms(whole), hexForms(whole));
    for (const line of linesOf(whole)) addAll(forms, textForms(line));
  }
  return forms;
}

const shortestLine = 16;
// Also the two characters backslash and n, as keys pasted into an environment variable have them.
const lineEnd = /\r?\n|\\n/;

function addAll(forms: Set<string>, ...groups: Iterable<string>[]): void {
  for (const group of groups) for (const form of group) forms.add(form);
}

function textForms(text: string): string[] {
  // The third is what a buffer, or a log written in the wrong charset, makes of text outside ASCII.
  return [...jsonForms(text), ...urlForms(text), Buffer.from(text, 'utf8').toString('latin1')];
}

/** Lines of a PEM key turn up alone; its first and last line are the same in every key and no secret. */
function linesOf(text: string): string[] {
  const lines = text.split(lineEnd).map((line) => line.trim());
  if (lines.length === 1) return [];
  return lines.filter((line) => line.length >= shortestLine && !line.startsWith('-----'));
}

/** The strings within a secret that is JSON itself, for instance the private key of a service account. */
function jsonLeaves(secret: string): string[] {
  if (!/^\s*[[{]/.test(secret)) return [];
  const leaves: string[] = [];
  try {
    JSON.parse(secret, (_key, value: unknown) => {
      if (typeof value === 'string' && value.length >= shortestForm) leaves.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return leaves;
}
