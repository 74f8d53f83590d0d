import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field } from './builders.js';
import { labelAt } from './label-at.js';

const value = field.text({ displayName: 'Value' });
const fields = {
  url: field.text({ displayName: 'URL' }),
  fields: field.json({
    displayName: 'Fields',
    drawnAs: { kind: 'rows', row: 'field', cells: { value } },
  }),
  body: field.json({ displayName: 'Body' }),
  more: field.collection({ displayName: 'Options', fields: { value } }),
  rows: field.fixedCollection({
    displayName: 'Headers',
    groups: { row: { displayName: 'Row', fields: { value } } },
  }),
  one: field.fixedCollection({
    displayName: 'Paging',
    multiple: false,
    groups: { page: { displayName: 'Page', fields: { value } } },
  }),
};

describe('The label of a place in a form', () => {
  it('is made of the names that the form shows, with rows counted from 1', () => {
    const labels = {
      '/url': 'URL',
      '/fields': 'Fields',
      '/fields/0/value': 'Fields, row 1, Value',
      '/more/value': 'Options, Value',
      '/rows/row/1/value': 'Headers, row 2, Value',
      '/one/page/value': 'Paging, Value',
    };
    for (const [pointer, label] of Object.entries(labels)) assert.equal(labelAt(fields, pointer), label);
  });

  it('keeps what the form has no name for', () => {
    assert.equal(labelAt(fields, '/body/a~1b/0'), 'Body, a/b, 0');
    assert.equal(labelAt(fields, '/unknown/x'), 'unknown, x');
    assert.equal(labelAt(fields, '/__proto__'), '__proto__');
    assert.equal(labelAt(fields, ''), '');
  });
});
