import type { JsonLiteral } from './json.js';

export type FieldKind = Field['kind'];
export type Field =
  | TextField
  | SecretField
  | NumberField
  | PortField
  | BooleanField
  | OptionsField
  | JsonField
  | HeadersField
  | PemField
  | MultilineField
  | FileContentField
  | NoticeField
  | HiddenField
  | CollectionField
  | FixedCollectionField;

/** The declared inputs of a connector or a node: the key is the name, the kind decides everything else. */
export type FieldMap = Readonly<Record<string, Field>>;

export type Scalar = string | number | boolean;

/** n8n's conditions beside plain values, for instance `{ _cnd: { gte: 2 } }`: one operator each. */
export type DisplayCondition = {
  [Operator in keyof ConditionOperators]: { readonly _cnd: Pick<ConditionOperators, Operator> };
}[keyof ConditionOperators];

export interface ConditionOperators {
  readonly eq: Scalar | null;
  readonly not: Scalar | null;
  readonly gt: number | string;
  readonly gte: number | string;
  readonly lt: number | string;
  readonly lte: number | string;
  readonly between: { readonly from: number | string; readonly to: number | string };
  readonly startsWith: string;
  readonly endsWith: string;
  readonly includes: string;
  readonly regex: string;
  readonly exists: true;
}

export type DisplayRules = Readonly<Record<string, readonly (Scalar | null | DisplayCondition)[]>>;

/** Every key of `show` must match, any key of `hide` hides; a key with a leading `/` starts at the root. */
export interface DisplayOptions {
  readonly show?: DisplayRules;
  readonly hide?: DisplayRules;
}

export type Section = 'main' | 'tls' | 'pool' | 'advanced';

export interface CommonOptions<Default> {
  readonly displayName: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly hint?: string;
  /** http(s) only: it becomes a link. */
  readonly documentationUrl?: string;
  /** Required while visible; an empty text does not count. */
  readonly required?: boolean;
  readonly default?: Default;
  readonly displayOptions?: DisplayOptions;
  /** ECMAScript, compiled with the flag `u`, not anchored by itself. */
  readonly pattern?: { readonly regex: string; readonly message: string };
  /** Names what the connection connects to; cannot change once it is saved. */
  readonly identity?: boolean;
  /** Decides where the secrets are sent, so a change asks for them again. */
  readonly destination?: boolean;
  readonly section?: Section;
}

export interface FieldOption {
  readonly value: Scalar;
  readonly name: string;
  readonly description?: string;
}

export interface SecretOptions extends CommonOptions<string> {
  readonly multiline?: boolean;
  readonly format?: 'pem-private-key' | 'json';
}
export interface NumberOptions extends CommonOptions<number> {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}
export interface OptionsOptions extends CommonOptions<Scalar> {
  /** An empty list accepts any scalar (the choices are loaded later). */
  readonly options: readonly FieldOption[];
}
export interface PortOptions extends CommonOptions<number> {
  /** The ports that an empty field stands for, where that depends on other fields; without a `default`. */
  readonly usual?: readonly number[];
}
export interface MultilineOptions extends CommonOptions<string> {
  readonly language?: 'sql' | 'json' | 'html' | 'javascript';
}
export interface JsonOptions extends CommonOptions<JsonLiteral> {
  /** In parameters of nodes only. */
  readonly drawnAs?: JsonDrawing;
}
export interface HiddenOptions extends CommonOptions<Scalar> {
  /** Says that the value is no secret; without it a hidden field is one. */
  readonly plain?: boolean;
}
export interface CollectionOptions<Fields = FieldMap> extends CommonOptions<JsonLiteral> {
  readonly fields: Fields;
}
export interface FieldGroup<Fields = FieldMap> {
  readonly displayName: string;
  readonly fields: Fields;
}
export interface FixedCollectionOptions<Fields = FieldMap> extends CommonOptions<JsonLiteral> {
  readonly groups: Readonly<Record<string, FieldGroup<Fields>>>;
  /** `false`: each group holds one object instead of a list. */
  readonly multiple?: boolean;
}

export interface TextField extends CommonOptions<string> {
  readonly kind: 'text';
}
export interface SecretField extends SecretOptions {
  readonly kind: 'secret';
}
export interface NumberField extends NumberOptions {
  readonly kind: 'number';
}
export interface PortField extends PortOptions {
  readonly kind: 'port';
}
export interface BooleanField extends CommonOptions<boolean> {
  readonly kind: 'boolean';
}
export interface OptionsField extends OptionsOptions {
  readonly kind: 'options';
}
export interface JsonField extends JsonOptions {
  readonly kind: 'json';
}
export interface HeadersField extends CommonOptions<Readonly<Record<string, string>>> {
  readonly kind: 'headers';
}
export interface PemField extends CommonOptions<string> {
  readonly kind: 'pem';
}
export interface MultilineField extends MultilineOptions {
  readonly kind: 'multiline';
}
export interface FileContentField extends CommonOptions<string> {
  readonly kind: 'fileContent';
}
/** Text for the reader of the form; it has no value. */
export interface NoticeField extends CommonOptions<never> {
  readonly kind: 'notice';
}
export interface HiddenField extends HiddenOptions {
  readonly kind: 'hidden';
}
export interface CollectionField<Fields = FieldMap> extends CollectionOptions<Fields> {
  readonly kind: 'collection';
}
export interface FixedCollectionField<Fields = FieldMap> extends FixedCollectionOptions<Fields> {
  readonly kind: 'fixedCollection';
}

/**
 * How a form draws the JSON value of a parameter that has this form; one that has another form is shown as JSON. It changes nothing
 * about which values are accepted.
 */
export type JsonDrawing = JsonRows | JsonConditions | JsonRules;

/** A list of objects: a row for each, with a cell for each member. */
export interface JsonRows {
  readonly kind: 'rows';
  /** What one of them is called, as in "Add field". */
  readonly row: string;
  /** The members; an object with others is shown as JSON. A text takes any value and keeps its type. */
  readonly cells: FieldMap;
}

/** `{ combinator: 'and' | 'or', conditions: [{ left, operator, right? }] }`, or the list alone. */
export interface JsonConditions {
  readonly kind: 'conditions';
  readonly operators: readonly ConditionOperator[];
}

/** A list of `{ conditions }`, each a group as above, with a name where `outputName` says so. */
export interface JsonRules {
  readonly kind: 'rules';
  readonly row: string;
  readonly operators: readonly ConditionOperator[];
  /** The rules lead to the outputs of this name with a number, from 0: the canvas shows as many as there are rules. */
  readonly outputs?: string;
  /** The member of a rule whose text is the name of its output on the canvas. */
  readonly outputName?: string;
}

export interface ConditionOperator {
  readonly value: string;
  /** As it reads between the two values: `is greater than`. */
  readonly name: string;
  /** It looks at one value alone. */
  readonly alone?: boolean;
}
