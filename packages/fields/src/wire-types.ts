import type { DisplayCondition, Field, FieldKind, JsonDrawing, Scalar } from './field.js';
import type { JsonValue } from './json.js';

/** Our wire format: a property as n8n writes them (`INodeProperties`), our own additions in one member. */
export interface WireProperty {
  displayName: string;
  name: string;
  type: WireType;
  default: Scalar | Record<string, never>;
  description?: string;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  displayOptions?: { show?: WireRules; hide?: WireRules };
  typeOptions?: WireTypeOptions;
  options?: (WireOption | WireProperty | WireGroup)[];
  patchbay?: WireExtras;
}

export type WireType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'options'
  | 'json'
  | 'notice'
  | 'hidden'
  | 'collection'
  | 'fixedCollection';

export type WireRules = Record<string, (Scalar | null | DisplayCondition)[]>;

export type WireTypeOptions = {
  password?: boolean;
  rows?: number;
  minValue?: number;
  maxValue?: number;
  numberPrecision?: number;
  multipleValues?: boolean;
  editor?: 'sqlEditor' | 'htmlEditor' | 'jsEditor';
};

export interface WireOption {
  name: string;
  value: Scalar;
  description?: string;
}

export interface WireGroup {
  displayName: string;
  name: string;
  values: WireProperty[];
}

/** What n8n's format has no place for. */
export interface WireExtras extends Pick<
  Field,
  'identity' | 'destination' | 'section' | 'documentationUrl' | 'pattern'
> {
  kind: FieldKind;
  /** For readers; derived from the kind. `values`: the members of a header map. */
  secret: boolean | 'values';
  default?: JsonValue;
  multiline?: boolean;
  format?: 'pem-private-key' | 'json';
  min?: number;
  max?: number;
  integer?: boolean;
  language?: 'sql' | 'json' | 'html' | 'javascript';
  plain?: boolean;
  multiple?: boolean;
  usual?: number[];
  drawnAs?: JsonDrawing;
}

/** A property from elsewhere; n8n's `INodeProperties` fits. */
export interface ForeignProperty {
  name: string;
  displayName: string;
  type: string;
  default?: unknown;
  description?: string;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  displayOptions?: unknown;
  typeOptions?: unknown;
  options?: readonly unknown[];
  patchbay?: unknown;
}

/** Where the fields are used decides what an unknown type becomes: secret text, or JSON in parameters. */
export type FieldUse = 'credentials' | 'parameters';
