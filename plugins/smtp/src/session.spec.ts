import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smtp } from './connector.js';
import { portOf } from './session.js';
import { certificateFor } from './spec/certificate.js';
import { never, openSmtp, problem, settings } from './spec/connection.js';
import { login, mailServer, rawServer, scripted } from './spec/mail-server.js';

const answered = { ok: true, message: 'Encrypted by STARTTLS, logged in; no mail was sent' };

describe('encryption', () => {
  it('is STARTTLS unless the connection says otherwise', async () => {
    const server = await mailServer();
    assert.deepEqual(await (await openSmtp(settings(server.port))).test(), answered);
    assert.equal(server.delivered.length, 0);
  });

  it('can be TLS from the first byte', async () => {
    const server = await mailServer({ secure: true });
    const { test, mail } = await openSmtp(settings(server.port, { encryption: 'ssl' }));
    assert.deepEqual(await test(), { ok: true, message: 'Encrypted by TLS, logged in; no mail was sent' });
    await mail.send({ to: ['ann@example.test'], subject: 'Hi', text: 'x' }, { signal: never });
    assert.equal(server.delivered[0]?.secure, true);
  });

  it('can be none, for a relay without a login', async () => {
    const server = await mailServer({
      authOptional: true,
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
    });
    const { test } = await openSmtp(settings(server.port, { encryption: 'none', username: undefined }));
    assert.deepEqual(await test(), { ok: true, message: 'Not encrypted, without a login; no mail was sent' });
  });

  it('sends nothing to a server from whose offers STARTTLS was removed', async () => {
    const server = await rawServer(
      scripted((verb) =>
        verb === 'CONNECT'
          ? '220 mail.test'
          : verb === 'EHLO'
            ? '250-mail.test\r\n250 AUTH PLAIN LOGIN'
            : '502 no',
      ),
    );
    const { test, mail } = await openSmtp(settings(server.port));
    await assert.rejects(test(), problem('connect-tls'));
    const hello = { to: ['ann@example.test'], subject: 'Hi', text: 'private' };
    await assert.rejects(mail.send(hello, { signal: never }), problem('connect-tls'));
    assert.doesNotMatch(server.received(), /AUTH|MAIL|private/u);
  });

  it('refuses a certificate that nobody vouches for, unless that is switched off', async () => {
    for (const [encryption, secure] of [
      ['tls', false],
      ['ssl', true],
    ] as const) {
      const server = await mailServer({ secure });
      const config = settings(server.port, { encryption, tlsCa: undefined });
      await assert.rejects((await openSmtp(config)).test(), (error: Error) => {
        assert.match(error.message, /self-signed/u);
        return problem('connect-tls')(error);
      });
      assert.ok(await (await openSmtp({ ...config, tlsVerify: false })).test());
    }
  });

  it('refuses a trusted certificate for another name', async () => {
    const other = certificateFor('DNS:other.test');
    const server = await mailServer(other);
    const { test } = await openSmtp(settings(server.port, { tlsCa: other.cert }));
    await assert.rejects(test(), problem('connect-tls'));
  });

  it('does not send the password in the clear to another machine, unless that is allowed', async () => {
    const config = settings(25, { host: 'mail.example.test', encryption: 'none' });
    await assert.rejects(openSmtp(config), problem('connect-tls'));
    await openSmtp({ ...config, allowInsecureLogin: true });
  });
});

describe('where the connection leads', () => {
  it('is port 587, or 465 with SSL, when no port is named', () => {
    assert.deepEqual(
      [
        portOf({ encryption: 'tls' }),
        portOf({ encryption: 'none' }),
        portOf({ encryption: 'ssl' }),
        portOf({ encryption: 'ssl', port: 2465 }),
      ],
      [587, 587, 465, 2465],
    );
  });

  it('is an address that the network policy allows', async () => {
    const { port, sessions } = await mailServer();
    const { test } = await openSmtp(settings(port), { policy: { allowPrivateForConnections: false } });
    await assert.rejects(test(), problem('egress-refused'));
    assert.equal(sessions(), 0);
  });

  it('also goes by the name smtp_email', () => {
    assert.deepEqual(smtp.aliases, ['smtp_email']);
  });
});

describe('the login', () => {
  it('fails truthfully for a wrong password, in every mechanism', async () => {
    for (const method of ['PLAIN', 'LOGIN']) {
      const server = await mailServer({ authMethods: [method] });
      const { test } = await openSmtp(settings(server.port, { password: `${login.password}x` }));
      await assert.rejects(test(), problem('connect-auth-failed', 'x'.repeat(99)));
    }
  });

  it('is not skipped where the server offers none', async () => {
    const server = await mailServer({ authOptional: true, disabledCommands: ['AUTH'] });
    const { test } = await openSmtp(settings(server.port));
    await assert.rejects(test(), problem('connect-unsupported'));
  });

  it('needs a password with the user name', async () => {
    await assert.rejects(openSmtp(settings(25, { password: undefined })), problem('connect-auth-failed'));
  });

  it('does not blame the password when the server cannot check it', async () => {
    const server = await mailServer({
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('busy'), { responseCode: 454 })),
    });
    await assert.rejects((await openSmtp(settings(server.port))).test(), problem('connect-unreachable'));
  });
});
