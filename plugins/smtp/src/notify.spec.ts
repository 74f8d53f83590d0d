import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { never, openSmtp, problem, settings } from './spec/connection.js';
import { mailServer } from './spec/mail-server.js';

const alert = {
  subject: 'Disk full',
  bodyText: 'On db-1',
  severity: 'critical',
  source: 'Nightly export',
} as const;

describe('notifications by mail', () => {
  it('go to the addresses of the connection, with severity and source', async () => {
    const server = await mailServer();
    const { notifier } = await openSmtp(
      settings(server.port, { notifyTo: 'ops@example.test, Bob <bob@example.test>' }),
    );
    await notifier.notify(alert, { signal: never });
    const [mail] = server.delivered;
    assert.deepEqual(mail?.to, ['ops@example.test', 'bob@example.test']);
    assert.match(mail?.raw ?? '', /Subject: \[CRITICAL\] Disk full\r\n/u);
    assert.match(mail?.raw ?? '', /On db-1[\s\S]+Severity: critical\r\nSource: Nightly export/u);
  });

  it('go to the from address when no other is named', async () => {
    const server = await mailServer();
    const { notifier } = await openSmtp(settings(server.port));
    await notifier.notify(alert, { signal: never });
    assert.deepEqual(server.delivered[0]?.to, ['patchbay@example.test']);
  });

  it('are refused when the subject brings header lines of its own', async () => {
    const { notifier } = await openSmtp(settings((await mailServer()).port));
    const forged = { ...alert, subject: 'Disk\r\nBcc: eve@evil.test' };
    await assert.rejects(notifier.notify(forged, { signal: never }), problem('parameter-invalid'));
  });

  it('have a health check that logs in and sends nothing', async () => {
    const server = await mailServer();
    const { notifier } = await openSmtp(settings(server.port));
    await notifier.healthCheck({ signal: never });
    assert.deepEqual([server.sessions(), server.delivered.length], [1, 0]);
    const wrong = await openSmtp(settings(server.port, { password: 'another' }));
    await assert.rejects(wrong.notifier.healthCheck({ signal: never }), problem('connect-auth-failed'));
  });
});
