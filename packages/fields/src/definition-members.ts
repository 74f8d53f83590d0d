import { drawingProblem } from './check-drawing.js';
import { isObject } from './json.js';
import { limits } from './limits.js';
import { regexProblem } from './safe-regex.js';

/** Answers what is wrong with a member's value, or undefined. */
type Check = (value: unknown) => string | undefined;
type Checks = Readonly<Record<string, Check>>;

/** The members that a kind of field may have; undefined for an unknown kind. */
export function membersOf(kind: unknown): Checks | undefined {
  return typeof kind === 'string' && Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
}

export function requiredMembers(kind: unknown): string[] {
  if (kind === 'options') return ['displayName', 'options'];
  if (kind === 'collection') return ['displayName', 'fields'];
  return kind === 'fixedCollection' ? ['displayName', 'groups'] : ['displayName'];
}

const text: Check = (value) =>
  typeof value === 'string' && value.length <= limits.text ? undefined : 'must be a text of sensible length';
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const number: Check = (value) => (typeof value === 'number' ? undefined : 'must be a number');
const ports: Check = (value) =>
  Array.isArray(value) && value.length <= 20 && value.every((port) => isPort(port))
    ? undefined
    : 'must be a list of at most 20 ports';
const anything: Check = () => undefined;
const object: Check = (value) => (isObject(value) ? undefined : 'must be an object');
const oneOf =
  (...allowed: string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value) ? undefined : `must be one of ${allowed.join(', ')}`;

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535;
}

/** A link in the form: `javascript:` and the like would run in the reader's browser. */
const link: Check = (value) =>
  typeof value === 'string' && /^https?:\/\/[^\s"'<>\\]+$/i.test(value) && URL.canParse(value)
    ? undefined
    : 'must be an http or https URL';

const pattern: Check = (value) => {
  if (!isObject(value) || typeof value['regex'] !== 'string' || text(value['message']) !== undefined) {
    return 'must be { regex, message }';
  }
  return regexProblem(value['regex']);
};

const options: Check = (value) => {
  const isOption = (option: unknown): boolean =>
    isObject(option) &&
    ['string', 'number', 'boolean'].includes(typeof option['value']) &&
    text(option['name']) === undefined &&
    (option['description'] === undefined || text(option['description']) === undefined) &&
    Object.keys(option).every((key) => ['value', 'name', 'description'].includes(key));
  return Array.isArray(value) && value.every(isOption)
    ? undefined
    : 'must be a list of { value, name, description? }';
};

const common: Checks = {
  displayName: text,
  description: text,
  placeholder: text,
  hint: text,
  documentationUrl: link,
  required: flag,
  default: anything,
  displayOptions: object,
  pattern,
  identity: flag,
  destination: flag,
  section: oneOf('main', 'tls', 'pool', 'advanced'),
};

const byKind: Readonly<Record<string, Checks>> = {
  text: common,
  secret: { ...common, multiline: flag, format: oneOf('pem-private-key', 'json') },
  number: { ...common, min: number, max: number, integer: flag },
  port: { ...common, usual: ports },
  boolean: common,
  options: { ...common, options },
  json: { ...common, drawnAs: drawingProblem },
  headers: common,
  pem: common,
  multiline: { ...common, language: oneOf('sql', 'json', 'html', 'javascript') },
  fileContent: common,
  notice: common,
  hidden: { ...common, plain: flag },
  collection: { ...common, fields: object },
  fixedCollection: { ...common, groups: object, multiple: flag },
};
