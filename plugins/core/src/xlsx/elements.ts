import { wrong } from '../values/lists.js';
import { decodeReferences } from '../xml/references.js';

export interface Element {
  attributes: Record<string, string>;
  content: string;
}

/** Elements of one name that do not lie within each other, with any prefix; linear in the length of the text. */
export function* elements(xml: string, name: string): Generator<Element, undefined> {
  const opening = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*?)(/?)>`, 'gu');
  const closing = new RegExp(`</(?:\\w+:)?${name}>`, 'gu');
  for (let found = opening.exec(xml); found; found = opening.exec(xml)) {
    const [, given = '', isEmpty] = found;
    let content = '';
    if (!isEmpty) {
      closing.lastIndex = opening.lastIndex;
      const end = closing.exec(xml);
      if (!end) throw wrong('inputField', 'names a file whose XML ends too early');
      content = xml.slice(opening.lastIndex, end.index);
      opening.lastIndex = closing.lastIndex;
    }
    yield { attributes: attributesOf(given), content };
  }
  return undefined;
}

function attributesOf(text: string): Record<string, string> {
  // Beginning within a name would take a long one apart again and again.
  const found = [...text.matchAll(/(?<![\w:-])(?:[\w-]+:)?([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)];
  return Object.fromEntries(found.map(([, name = '', a, b]) => [name, decodeReferences(a ?? b ?? '')]));
}
