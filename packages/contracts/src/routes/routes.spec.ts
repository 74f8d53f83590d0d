import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roles } from '../schemas/users.js';
import { routes } from './index.js';
import { roleAllows, rolePermissions } from './permissions.js';
import type { Permission, Route } from './route.js';

const all = Object.entries<Route>(routes);

describe('the route table', () => {
  it('has each method and path once', () => {
    const keys = all.map(([, route]) => `${route.method} ${route.path.replaceAll(/:[a-zA-Z]+/g, ':x')}`);
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });

  it('leaves open only what must work before a login', () => {
    const open = all.filter(([, route]) => route.permission === 'public').map(([name]) => name);
    assert.deepEqual(open, [
      'healthLive',
      'healthReady',
      'openapi',
      'setupState',
      'setup',
      'login',
      'passwordChoose',
    ]);
  });

  it('keeps the log, the vault, people and projects for those who administer them', () => {
    const of = (wanted: Permission) =>
      all.filter(([, { permission }]) => permission === wanted).map(([name]) => name);
    assert.deepEqual(of('admin'), [
      ...['projectPatch', 'projectDelete', 'memberAdd', 'memberPatch', 'memberRemove'],
      ...['auditList', 'auditExport', 'auditVerify', 'environmentCreate', 'environmentDelete'],
      'connectionExportSealed',
    ]);
    assert.deepEqual(of('instance'), [
      ...['userList', 'userCreate', 'userGet', 'userPatch', 'userDisable', 'userEnable'],
      ...['userPasswordLink', 'userDelete', 'projectCreate', 'vaultStatus', 'vaultRotate', 'vaultBackfill'],
    ]);
  });

  it('asks whoever changes something for more than reading', () => {
    const reading = ['connector.read', 'pattern.read', 'secret.read'];
    const changing = all.filter(
      ([, { method, permission }]) => method !== 'GET' && reading.includes(permission),
    );
    // It takes a list too long for an address, and changes nothing.
    assert.deepEqual(
      changing.map(([name]) => name),
      ['connectionExport'],
    );
  });

  it('limits the attempts on everything that checks a password or dials out', () => {
    for (const name of [
      'setup',
      'login',
      'passwordChoose',
      'passwordChange',
      'connectionTest',
      'connectionTestUnsaved',
      'connectionRotate',
      'connectionRollback',
      'connectionNotify',
      'connectionSendMessage',
    ] as const) {
      assert.ok((routes[name] as Route).rateLimit, name);
    }
  });

  it('changes nothing by GET', () => {
    const changing = all.filter(([, route]) => route.method === 'GET' && route.body !== undefined);
    assert.deepEqual(changing, []);
  });
});

describe('roleAllows', () => {
  it('gives each role what the API page grants it', () => {
    const expected: [Permission, string[]][] = [
      ['connector.read', ['admin', 'designer', 'analyst']],
      ['connector.edit', ['admin', 'designer']],
      ['pattern.read', ['admin', 'designer', 'analyst', 'viewer']],
      ['pattern.edit', ['admin', 'designer']],
      ['pattern.run', ['admin', 'designer', 'analyst']],
      ['admin', ['admin']],
      // Neither comes with any role in a project.
      ['instance', []],
      ['session', []],
    ];
    for (const [permission, allowed] of expected) {
      assert.deepEqual(
        roles.filter((role) => roleAllows(role, permission)),
        allowed,
        permission,
      );
    }
  });

  it('gives nothing to somebody without a role', () => {
    assert.equal(roleAllows(undefined, 'pattern.read'), false);
    assert.ok(roleAllows(undefined, 'authenticated'));
  });

  it('knows every role', () => {
    assert.deepEqual(Object.keys(rolePermissions).sort(), [...roles].sort());
  });
});
