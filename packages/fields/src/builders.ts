import type {
  CollectionOptions,
  CommonOptions,
  FieldKind,
  FixedCollectionOptions,
  HiddenOptions,
  JsonOptions,
  MultilineOptions,
  NumberOptions,
  PortOptions,
  OptionsOptions,
  SecretOptions,
} from './field.js';

/** One builder per kind. The literal types of the options are kept: they decide `Credentials<F>`. */
export const field = {
  text: builder<'text', CommonOptions<string>>('text'),
  secret: builder<'secret', SecretOptions>('secret'),
  number: builder<'number', NumberOptions>('number'),
  /** An integer from 1 to 65535. */
  port: builder<'port', PortOptions>('port'),
  boolean: builder<'boolean', CommonOptions<boolean>>('boolean'),
  options: builder<'options', OptionsOptions>('options'),
  /** Any JSON value; in credentials secret as a whole. */
  json: builder<'json', JsonOptions>('json'),
  /** HTTP headers by name; in credentials the names are plain and the values secret. */
  headers: builder<'headers', CommonOptions<Readonly<Record<string, string>>>>('headers'),
  /** Certificates, readable; a text with a private key is refused (use `secret`). */
  pem: builder<'pem', CommonOptions<string>>('pem'),
  multiline: builder<'multiline', MultilineOptions>('multiline'),
  /** The text of an uploaded file; in credentials secret. */
  fileContent: builder<'fileContent', CommonOptions<string>>('fileContent'),
  notice: builder<'notice', CommonOptions<never>>('notice'),
  /** Not drawn; in credentials secret unless `plain: true`. */
  hidden: builder<'hidden', HiddenOptions>('hidden'),
  /** Optional fields that people add one by one; their defaults are only suggestions. */
  collection: builder<'collection', CollectionOptions>('collection'),
  /** Groups of rows: `{ group: [{ … }] }`. */
  fixedCollection: builder<'fixedCollection', FixedCollectionOptions>('fixedCollection'),
};

export type BuiltField<Kind extends FieldKind, Options> = { readonly kind: Kind } & Options;

/** Turns a mistyped option into a type error; inferred type parameters allow excess members otherwise. */
type NoOthers<Given, Allowed> = { readonly [K in Exclude<keyof Given, keyof Allowed>]: never };

function builder<Kind extends FieldKind, Allowed>(kind: Kind) {
  return <const Given extends Allowed>(
    options: Given & NoOthers<Given, Allowed>,
  ): BuiltField<Kind, Given> => ({
    ...options,
    kind,
  });
}
