import { wrong } from '../values/lists.js';

export interface IcsLine {
  /** In capitals. */
  name: string;
  /** By their names in capitals; of several values the first. */
  parameters: ReadonlyMap<string, string>;
  value: string;
}

export interface IcsComponent {
  /** Such as `VEVENT`. */
  name: string;
  lines: IcsLine[];
  inner: IcsComponent[];
}

const deepest = 20;

/** The components of an iCalendar text, each calendar one. Throws `parameter-invalid` for what is none. */
export function componentsOf(text: string): IcsComponent[] {
  const root: IcsComponent = { name: '', lines: [], inner: [] };
  const open = [root];
  // A line that begins with a blank goes on with the one before.
  const unfolded = text.replace(/^\ufeff/u, '').replace(/\r?\n[ \t]/gu, '');
  for (const content of unfolded.split(/\r?\n/u)) {
    if (content.trim() === '') continue;
    const line = lineOf(content);
    const current = open.at(-1) ?? root;
    if (line.name === 'BEGIN') {
      if (open.length > deepest)
        throw wrong('inputField', `names a calendar nested deeper than ${deepest} levels`);
      const fresh: IcsComponent = { name: line.value.trim().toUpperCase(), lines: [], inner: [] };
      current.inner.push(fresh);
      open.push(fresh);
    } else if (line.name === 'END') {
      if (open.length > 1) open.pop();
    } else current.lines.push(line);
  }
  if (root.inner.every(({ name }) => name !== 'VCALENDAR'))
    throw wrong('inputField', 'names a file that is no iCalendar file');
  if (open.length > 1) throw wrong('inputField', 'names a calendar that ends too early');
  return root.inner;
}

/** `NAME;PARAMETER="value",more:value`; a colon or semicolon in quotes does not count. */
function lineOf(content: string): IcsLine {
  const parameters = new Map<string, string>();
  let [from, isQuoted, name] = [0, false, ''];
  const take = (end: number) => {
    const part = content.slice(from, end);
    from = end + 1;
    if (name === '') {
      name = part.trim().toUpperCase();
      return;
    }
    const equals = part.indexOf('=');
    const key = part.slice(0, Math.max(0, equals)).trim().toUpperCase();
    if (!parameters.has(key)) parameters.set(key, unquoted(part.slice(equals + 1)));
  };
  for (let at = 0; at < content.length; at += 1) {
    const sign = content[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === ';' || sign === ':')) take(at);
    if (!isQuoted && sign === ':') return { name, parameters, value: content.slice(from) };
  }
  return { name: name || content.trim().toUpperCase(), parameters, value: '' };
}

function unquoted(text: string): string {
  const [, inner] = /^"([^"]*)"/u.exec(text) ?? [];
  return inner ?? text;
}
