import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRedactor } from '@patchbay/redaction';
import { temporaryDirectory } from '../spec/temporary.js';
import { openLog } from './log.js';

describe('The log', () => {
  it('is closed to other users and redacts every line', () => {
    const file = join(temporaryDirectory(), 'host.log');
    const redactor = createRedactor();
    const log = openLog({ file, level: 'info', redact: (text) => redactor.redactText(text) });
    redactor.add('planted-secret');
    log.info('connecting with planted-secret', { url: 'postgres://u:planted-secret@h' });
    const failure = Object.assign(new Error('refused planted-secret'), {
      config: { headers: { authorization: 'other-secret' } },
    });
    log.error('failed', failure, { base64: Buffer.from('planted-secret').toString('base64') });
    log.close();
    const text = readFileSync(file, 'utf8');
    assert.equal(text.trim().split('\n').length, 2);
    assert.doesNotMatch(text, /planted-secret|cGxhbnRlZC1zZWNyZXQ|other-secret/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });
});
