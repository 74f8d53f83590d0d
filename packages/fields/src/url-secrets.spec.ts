import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { putUrlSecrets, takeUrlSecrets } from './url-secrets.js';

describe('takeUrlSecrets', () => {
  const cases: [given: string, text: string, secrets: [string, string][]][] = [
    ['https://user:pw@host/path', 'https://host/path', [['@userinfo', 'user:pw']]],
    ['https://user:p@ss@host', 'https://host', [['@userinfo', 'user:p@ss']]],
    ['https:user:pw@host/', 'https:host/', [['@userinfo', 'user:pw']]],
    ['  HTTPS:\\\\u:p@h', '  HTTPS:\\\\h', [['@userinfo', 'u:p']]],
    ['mongodb://u:p@a:1,b:2/db', 'mongodb://a:1,b:2/db', [['@userinfo', 'u:p']]],
    ['jdbc:postgresql://u:p@h/db', 'jdbc:postgresql://h/db', [['@userinfo', 'u:p']]],
    ['https://h/?a=1&Access-Token=x&b=2', 'https://h/?a=1&Access-Token=&b=2', [['?Access-Token', 'x']]],
    ['https://h/?to%6ben=x;y', 'https://h/?to%6ben=', [['?to%6ben', 'x;y']]],
    [
      'https://h/?token=a&token=b',
      'https://h/?token=&token=',
      [
        ['?token', 'a'],
        ['?token#2', 'b'],
      ],
    ],
    ['https://h/#access_token=x&y=1', 'https://h/#access_token=&y=1', [['?access_token', 'x']]],
    [
      'jdbc:sqlserver://h;user=u;password=p;x=1',
      'jdbc:sqlserver://h;user=u;password=;x=1',
      [['?password', 'p']],
    ],
    ['/hook?sig=x', '/hook?sig=', [['?sig', 'x']]],
  ];
  for (const [given, text, secrets] of cases) {
    it(`takes the secrets out of ${given} and puts them back`, () => {
      assert.deepEqual(takeUrlSecrets(given), { text, secrets });
      assert.equal(putUrlSecrets(text, new Map(secrets)), given);
    });
  }

  const plain = [
    'https://host/path/@scope/name',
    'https://[::1]:5432/x@y',
    'https://host:8080/@me',
    'postgres://h/db?sslmode=require&keyspace=a',
    'user@example.com',
    'token=abc',
    'https://h/?token=',
    '',
  ];
  for (const text of plain)
    it(`leaves ${text || 'an empty text'} alone`, () => assert.equal(takeUrlSecrets(text), undefined));

  const unsafe = [
    'postgres://user:pa/ss@host/db',
    'https://user:p#ss@host',
    'ht\ntps://user:pw@host',
    'https://user@/path',
  ];
  for (const text of unsafe) {
    it(`treats ${JSON.stringify(text)} as secret as a whole`, () =>
      assert.equal(takeUrlSecrets(text), 'whole'));
  }
});
