import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject, wrong } from '../values/lists.js';
import { plainText } from '../values/plain-text.js';

export interface XmlWriting {
  /** Halves of characters beyond U+FFFF; whole ones are always allowed. */
  allowSurrogateChars: boolean;
  attributeKey: string;
  characterKey: string;
  cdata: boolean;
  headless: boolean;
  rootName: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const defaultRoot = 'root';
const deepest = 200;

/** A document with two blanks of indentation. A single member becomes the root, unless a root is named. */
export function writeXml(json: JsonObject, options: XmlWriting): string {
  const [[only, value] = [undefined, undefined], ...others] = Object.entries(json);
  const isRoot =
    only !== undefined && others.length === 0 && !Array.isArray(value) && options.rootName === defaultRoot;
  const [name, content] = isRoot ? [only, value] : [options.rootName, json];
  return `${options.headless ? '' : declaration}${element(name, content ?? null, options, 0)}`;
}

/** `depth` is -1 within an element that holds text, where blanks would become part of it. */
function element(name: string, value: JsonValue, options: XmlWriting, depth: number): string {
  checkName(name);
  if (depth > deepest) throw invalid(`is nested deeper than ${deepest} levels`);
  if (!isObject(value))
    return closed(name, '', Array.isArray(value) ? '' : escaped(textOf(value, options), options));
  const { attributeKey, characterKey } = options;
  const given = own(value, attributeKey);
  const attributes = isObject(given) ? given : {};
  const members = Object.entries(value).filter(
    ([key]) => key !== characterKey && !(key === attributeKey && isObject(given)),
  );
  const text = escaped(textOf(own(value, characterKey) ?? null, options), options);
  const inner = depth === -1 || text !== '' ? -1 : depth + 1;
  const children = members.flatMap(([key, each]) =>
    (Array.isArray(each) ? each : [each]).map((one) => element(key, one, options, inner)),
  );
  const attributeText = Object.entries(attributes)
    .map((each) => attribute(each, options))
    .join('');
  if (inner === -1 || children.length === 0) return closed(name, attributeText, text + children.join(''));
  const indented = children.map((child) => `\n${'  '.repeat(inner)}${child}`).join('');
  return closed(name, attributeText, `${indented}\n${'  '.repeat(depth)}`);
}

function closed(name: string, attributes: string, content: string): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

function attribute([name, value]: [string, JsonValue], options: XmlWriting): string {
  checkName(name);
  const text = textOf(value, options).replace(/[&<"\t\n\r]/gu, reference);
  return ` ${name}="${text}"`;
}

function escaped(text: string, { cdata }: XmlWriting): string {
  if (!cdata || !/[&<>]/u.test(text)) return text.replace(/[&<>\r]/gu, reference);
  // The end of the section within the text would let what follows be markup.
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function reference(character: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return names[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
}

function textOf(value: JsonValue, { allowSurrogateChars }: XmlWriting): string {
  const text = value === null ? '' : plainText(value);
  const whole = allowSurrogateChars ? text.replace(/\p{Cs}/gu, '') : text;
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(whole))
    throw invalid('holds a control character, which XML cannot express');
  return text;
}

/** Names are the data's: one with brackets or blanks in it would be markup. */
function checkName(name: string): void {
  if (!/^[\p{L}_:][\p{L}\p{M}\p{N}_:.-]*$/u.test(name))
    throw invalid(`has a member that cannot be the name of an element: ${JSON.stringify(name.slice(0, 60))}`);
}

function own(json: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}

function invalid(why: string) {
  return wrong('mode', `asks for XML, but an item ${why}`);
}
