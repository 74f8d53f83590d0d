import type * as FastXmlParser from 'fast-xml-parser';
import { isPatchbayError, type JsonObject, type JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { define } from '../values/paths.js';
import { decodeReferences } from './references.js';

export interface XmlReading {
  attributeKey: string;
  characterKey: string;
  explicitArray: boolean;
  explicitRoot: boolean;
  ignoreAttributes: boolean;
  mergeAttributes: boolean;
  normalize: boolean;
  normalizeTags: boolean;
  trim: boolean;
}

const textKey = '#text';
const cdataKey = '#cdata';
const attributesKey = ':@';
type Node = Readonly<Record<string, unknown>>;

/** The elements of a document as an object; every value is a text. Throws `parameter-invalid`. */
export function readXml(text: string, options: XmlReading, library: typeof FastXmlParser): JsonObject {
  const [tag, value] = rootOf(nodesOf(text, library), options);
  if (options.explicitRoot) return define({}, tag, value);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : define({}, options.characterKey, value);
}

const parserOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: textKey,
  cdataPropName: cdataKey,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // References are decoded here: the library knows no numbers, and skips those it does not know.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Members are defined, never assigned, so that no name is dangerous.
  onDangerousProperty: (name: string) => name,
};

function nodesOf(text: string, library: typeof FastXmlParser): Node[] {
  // A few hundred bytes of entities that name each other expand to gigabytes ("billion laughs").
  if (/<!ENTITY/iu.test(text)) throw invalid('declares entities of its own, which are refused');
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is one more package for the same check
    const verdict = library.XMLValidator.validate(text);
    if (verdict !== true)
      throw invalid(`is not well-formed in line ${verdict.err.line}: ${verdict.err.msg.slice(0, 200)}`);
    return new library.XMLParser(parserOptions).parse(text) as Node[];
  } catch (error) {
    if (isPatchbayError(error)) throw error;
    throw invalid(
      `cannot be read: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown reason'}`,
    );
  }
}

function rootOf(nodes: readonly Node[], options: XmlReading): readonly [string, JsonValue] {
  const elements = nodes.map(elementOf).filter((element) => element.children !== undefined);
  const [root] = elements;
  if (!root || elements.length > 1) throw invalid('must have exactly one outermost element');
  return [tagName(root.tag, options), valueOf(root, options)];
}

interface Element {
  tag: string;
  children: readonly Node[] | undefined;
  attributes: Readonly<Record<string, string>>;
}

function elementOf(node: Node): Element {
  const tag = Object.keys(node).find((key) => key !== attributesKey) ?? '';
  const children = tag === textKey ? undefined : (node[tag] as readonly Node[]);
  return { tag, children, attributes: (node[attributesKey] ?? {}) as Element['attributes'] };
}

/** A text for an element with nothing but text, else an object. */
function valueOf({ children = [], attributes }: Element, options: XmlReading): JsonValue {
  const json: JsonObject = {};
  const attributeValues: JsonObject = options.mergeAttributes ? json : {};
  for (const [name, value] of options.ignoreAttributes ? [] : Object.entries(attributes))
    define(attributeValues, name, decodeReferences(value));
  if (!options.mergeAttributes && Object.keys(attributeValues).length > 0)
    define(json, options.attributeKey, attributeValues);
  let text = '';
  for (const node of children) {
    const child = elementOf(node);
    if (child.children === undefined) text += decodeReferences(textIn(node));
    else if (child.tag === cdataKey) text += textIn(child.children[0]);
    else add(json, tagName(child.tag, options), valueOf(child, options), options.explicitArray);
  }
  const said = cleaned(text, options);
  if (Object.keys(json).length === 0) return said;
  return said === '' ? json : define(json, options.characterKey, said);
}

function textIn(node: Node | undefined): string {
  const text = node?.[textKey];
  return typeof text === 'string' ? text : '';
}

/** What comes a second time makes a list. */
function add(json: JsonObject, name: string, value: JsonValue, explicitArray: boolean): void {
  const known = Object.hasOwn(json, name) ? json[name] : undefined;
  if (Array.isArray(known)) known.push(value);
  else if (known !== undefined) define(json, name, [known, value]);
  else define(json, name, explicitArray ? [value] : value);
}

function cleaned(text: string, { trim, normalize }: XmlReading): string {
  // Blanks between elements are layout.
  if (text.trim() === '') return '';
  const inner = normalize ? text.replace(/\s+/gu, ' ') : text;
  return trim || normalize ? inner.trim() : inner;
}

function tagName(tag: string, { normalizeTags }: XmlReading): string {
  return normalizeTags ? tag.toLowerCase() : tag;
}

function invalid(why: string) {
  return wrong('dataPropertyName', `names a field whose XML ${why}`);
}
