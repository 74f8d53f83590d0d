import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  field,
  type Credentials,
  type FieldMap,
  type JsonValue,
  type Parameters,
  type ParameterFieldMap,
  type Secret,
  type SqlText,
} from './index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const typesAgree = <_Claim extends true>(): void => assert.ok(true);
const shown = { displayName: 'X' } as const;

const fields = {
  host: field.text({ ...shown, required: true, identity: true }),
  user: field.text(shown),
  region: field.text({ ...shown, default: 'eu' }),
  password: field.secret({ ...shown, required: true }),
  port: field.port({ ...shown, default: 5432 }),
  ratio: field.number(shown),
  tls: field.boolean({ ...shown, default: true }),
  mode: field.options({
    ...shown,
    required: true,
    options: [
      { value: 'a', name: 'A' },
      { value: 2, name: 'B' },
    ],
  }),
  account: field.json({ ...shown, required: true }),
  headers: field.headers({ ...shown, default: { accept: 'x' } }),
  ca: field.pem(shown),
  query: field.multiline({ ...shown, required: true, language: 'sql' }),
  file: field.fileContent(shown),
  note: field.notice(shown),
  token: field.hidden(shown),
  grant: field.hidden({ ...shown, plain: true, default: 'x' }),
  sometimes: field.secret({ ...shown, required: true, displayOptions: { show: { mode: ['a'] } } }),
  more: field.collection({
    ...shown,
    fields: { proxy: field.text({ ...shown, required: true }), key: field.secret(shown) },
  }),
  rows: field.fixedCollection({
    ...shown,
    required: true,
    groups: {
      row: {
        displayName: 'Row',
        fields: { name: field.text({ ...shown, required: true }), key: field.secret(shown) },
      },
    },
  }),
} satisfies FieldMap;

describe('Credentials and Parameters', () => {
  it('infers credentials exactly', () => {
    type Expected = {
      host: string;
      user?: string | undefined;
      region: string;
      password: Secret;
      port: number;
      ratio?: number | undefined;
      tls: boolean;
      mode: 'a' | 2;
      account: Secret<JsonValue>;
      headers: Record<string, Secret>;
      ca?: string | undefined;
      query: string;
      file?: Secret | undefined;
      token?: Secret | undefined;
      grant: string;
      sometimes?: Secret | undefined;
      more?: { proxy?: string | undefined; key?: Secret | undefined } | undefined;
      rows: { row: { name: string; key?: Secret | undefined }[] };
    };
    typesAgree<Equal<Credentials<typeof fields>, Expected>>();
  });

  it('infers parameters exactly', () => {
    const parameters = {
      query: field.multiline({ ...shown, required: true, language: 'sql' }),
      text: field.multiline(shown),
      body: field.json({ ...shown, default: { a: [1, 2] } }),
      headers: field.headers(shown),
      rows: field.fixedCollection({
        ...shown,
        multiple: false,
        default: {},
        groups: { row: { displayName: 'Row', fields: { value: field.json({ ...shown, required: true }) } } },
      }),
    } satisfies ParameterFieldMap;
    type Expected = {
      query: SqlText;
      text?: string | undefined;
      body: JsonValue;
      headers?: Record<string, string> | undefined;
      rows: { row?: { value: JsonValue } | undefined };
    };
    typesAgree<Equal<Parameters<typeof parameters>, Expected>>();
  });

  it('refuses a mistyped option, a wrong default and a secret in a node', () => {
    // @ts-expect-error requird is not an option, and silence would leave the field optional
    field.text({ displayName: 'X', requird: true });
    // @ts-expect-error the default of a port is a number
    field.port({ displayName: 'X', default: '5432' });
    // @ts-expect-error options need their list
    field.options({ displayName: 'X' });
    // @ts-expect-error a secret has no place in the parameters of a node
    const direct: ParameterFieldMap = { key: field.secret({ displayName: 'X' }) };
    const nested: ParameterFieldMap = {
      // @ts-expect-error nor inside a collection
      more: field.collection({ displayName: 'X', fields: { key: field.secret({ displayName: 'X' }) } }),
    };
    assert.equal(Object.keys({ ...direct, ...nested }).length, 2);
  });
});
