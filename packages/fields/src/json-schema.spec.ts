import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, toJsonSchema } from './index.js';

const name = { displayName: 'X' };

describe('toJsonSchema', () => {
  it('describes values, requirements and secrets', () => {
    const schema = toJsonSchema({
      host: field.text({ ...name, required: true, description: 'Where' }),
      port: field.port({ ...name, required: true, default: 5432 }),
      password: field.secret(name),
      note: field.notice(name),
      more: field.collection({ ...name, fields: { a: field.boolean({ ...name, required: true }) } }),
      rows: field.fixedCollection({
        ...name,
        groups: { g: { displayName: 'G', fields: { n: field.number({ ...name, required: true, min: 1 }) } } },
      }),
    });
    assert.deepEqual(schema, {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        host: { title: 'X', description: 'Where', type: 'string', minLength: 1 },
        port: { title: 'X', default: 5432, type: 'integer', minimum: 1, maximum: 65_535 },
        password: { title: 'X', writeOnly: true, type: 'string' },
        more: {
          title: 'X',
          type: 'object',
          properties: { a: { title: 'X', type: 'boolean' } },
          additionalProperties: false,
        },
        rows: {
          title: 'X',
          type: 'object',
          properties: {
            g: {
              type: 'array',
              items: {
                type: 'object',
                properties: { n: { title: 'X', type: 'number', minimum: 1 } },
                required: ['n'],
                additionalProperties: false,
              },
            },
          },
          additionalProperties: false,
        },
      },
      required: ['host'],
      additionalProperties: false,
    });
  });

  it('says conditions with allOf, if and then; the default counts when the value is absent', () => {
    const mode = field.options({
      ...name,
      default: 'a',
      options: [
        { value: 'a', name: 'A' },
        { value: 'b', name: 'B' },
      ],
    });
    const schema = toJsonSchema({
      mode,
      a: field.text({ ...name, required: true, displayOptions: { show: { mode: ['a'] } } }),
      b: field.text({ ...name, required: true, displayOptions: { show: { mode: ['b'] } } }),
      c: field.text({ ...name, required: true, displayOptions: { hide: { mode: ['a'] } } }),
    });
    const whenA = { properties: { mode: { enum: ['a'] } } };
    assert.deepEqual(schema['allOf'], [
      { if: { allOf: [whenA] }, then: { required: ['a'] } },
      {
        if: { allOf: [{ properties: { mode: { enum: ['b'] } }, required: ['mode'] }] },
        then: { required: ['b'] },
      },
      { if: { allOf: [{ not: whenA }] }, then: { required: ['c'] } },
    ]);
    assert.equal(schema['required'], undefined);
  });

  it('leaves out a condition that JSON Schema cannot say', () => {
    const schema = toJsonSchema({
      mode: field.text(name),
      a: field.text({ ...name, required: true, displayOptions: { show: { mode: [{ _cnd: { gt: 'm' } }] } } }),
    });
    assert.deepEqual([schema['allOf'], schema['required']], [undefined, undefined]);
  });

  it('lets an optional text be empty whatever its pattern', () => {
    const pattern = { regex: '^a', message: 'm' };
    const { properties } = toJsonSchema({
      a: field.text({ ...name, pattern }),
      b: field.text({ ...name, pattern, required: true }),
    });
    assert.deepEqual(properties, {
      a: { title: 'X', type: 'string', anyOf: [{ pattern: '^a' }, { const: '' }] },
      b: { title: 'X', type: 'string', minLength: 1, pattern: '^a' },
    });
  });
});
