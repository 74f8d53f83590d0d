import type { Field, FieldMap } from './field.js';
import type { JsonValue } from './json.js';
import type { Secret } from './secret.js';

/** The opened values of a connection as connector code sees them, inferred from its fields. */
export type Credentials<F extends FieldMap> = Values<F, 'credentials'>;

/** The resolved parameters of a node, inferred from its fields. */
export type Parameters<F extends FieldMap> = Values<F, 'parameters'>;

/** A parameterised statement: `strings.length === values.length + 1`. */
export interface SqlText {
  readonly strings: readonly string[];
  readonly values: readonly JsonValue[];
}

type Context = 'credentials' | 'parameters';
type Flat<T> = { [K in keyof T]: T[K] } & {};

type Values<F extends FieldMap, C extends Context> = Flat<
  { -readonly [K in keyof F as IfPresent<F[K], K, never>]: ValueOf<F[K], C> } & {
    -readonly [K in keyof F as IfPresent<F[K], never, K>]?: ValueOf<F[K], C> | undefined;
  }
>;

/** A default makes a value certain; `required` does too, unless the field may be hidden. */
type IfPresent<F, Yes, No> = F extends { kind: 'notice' }
  ? never
  : F extends { default: unknown }
    ? Yes
    : F extends { required: true }
      ? F extends { displayOptions: object }
        ? No
        : Yes
      : No;

type ValueOf<F, C extends Context> = F extends { kind: 'secret' | 'fileContent' }
  ? SecretIn<C, string, never>
  : F extends { kind: 'text' | 'pem' }
    ? string
    : F extends { kind: 'number' | 'port' }
      ? number
      : F extends { kind: 'boolean' }
        ? boolean
        : F extends { kind: 'options'; options: readonly { value: infer Value }[] }
          ? Value
          : F extends { kind: 'json' }
            ? SecretIn<C, JsonValue, JsonValue>
            : F extends { kind: 'headers' }
              ? Record<string, SecretIn<C, string, string>>
              : F extends { kind: 'hidden' }
                ? F extends { plain: true }
                  ? string
                  : SecretIn<C, string, string>
                : F extends { kind: 'multiline' }
                  ? C extends 'parameters'
                    ? F extends { language: 'sql' }
                      ? SqlText
                      : string
                    : string
                  : NestedValueOf<F, C>;

type SecretIn<C extends Context, InCredentials, InParameters> = C extends 'credentials'
  ? Secret<InCredentials>
  : InParameters;

type NestedValueOf<F, C extends Context> = F extends {
  kind: 'collection';
  fields: infer Fields extends FieldMap;
}
  ? AllOptional<Values<Fields, C>>
  : F extends { kind: 'fixedCollection'; groups: infer Groups }
    ? F extends { multiple: false }
      ? { -readonly [G in keyof Groups]?: RowOf<Groups[G], C> | undefined }
      : { -readonly [G in keyof Groups]: RowOf<Groups[G], C>[] }
    : never;

type RowOf<Group, C extends Context> = Group extends { fields: infer Fields extends FieldMap }
  ? Values<Fields, C>
  : never;

type AllOptional<T> = { [K in keyof T]?: T[K] | undefined };

/** What a node may declare: secrets belong into connections, never into a pattern. */
export type ParameterField =
  | Exclude<Field, { kind: 'secret' | 'fileContent' | 'collection' | 'fixedCollection' }>
  | (Extract<Field, { kind: 'collection' }> & { readonly fields: ParameterFieldMap })
  | (Extract<Field, { kind: 'fixedCollection' }> & {
      readonly groups: Readonly<Record<string, { readonly fields: ParameterFieldMap }>>;
    });
export interface ParameterFieldMap {
  readonly [name: string]: ParameterField;
}
