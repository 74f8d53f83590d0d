import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ByteSource, PatchbayError } from '@patchbay/plugin-sdk';
import { never, openSmtp, problem, settings } from './spec/connection.js';
import { mailServer } from './spec/mail-server.js';

/** So many bytes in pieces, and then perhaps an error. */
function source(size: number, failure?: Error): ByteSource {
  return {
    size,
    async *read() {
      for (let left = size; left > 0; left -= 50_000)
        yield await Promise.resolve(Buffer.alloc(Math.min(left, 50_000)));
      if (failure) throw failure;
    },
  };
}

const hello = { to: ['ann@example.test'], subject: 'Grüße', text: 'Hello' };

describe('sending mail', () => {
  it('delivers text and HTML to all recipients, and hides those of Bcc', async () => {
    const server = await mailServer();
    const { mail } = await openSmtp(settings(server.port));
    const to = ['"Doe, Ann" <ann@example.test>, bob@example.test'];
    const sent = await mail.send(
      { ...hello, to, cc: ['cy@example.test'], bcc: ['dee@example.test'], html: '<b>Hello</b>' },
      { signal: never },
    );
    const [delivered] = server.delivered;
    assert.deepEqual(delivered?.to, [
      'ann@example.test',
      'bob@example.test',
      'cy@example.test',
      'dee@example.test',
    ]);
    assert.deepEqual([delivered?.secure, delivered?.user], [true, 'relay']);
    assert.equal(delivered?.from, 'patchbay@example.test');
    assert.match(
      delivered?.raw ?? '',
      /From: Patchbay <patchbay@example\.test>\r\nTo: "Doe, Ann" <ann@example\.test>/u,
    );
    assert.match(delivered?.raw ?? '', /Subject: =\?UTF-8\?/u);
    assert.match(delivered?.raw ?? '', /multipart\/alternative/u);
    assert.doesNotMatch(delivered?.raw ?? '', /dee@example/u);
    assert.match(sent.messageId, /^<[^>]+@example\.test>$/u);
    assert.deepEqual([sent.accepted.length, sent.rejected], [4, []]);
  });

  it('attaches bytes, and nothing that would be read from elsewhere', async () => {
    const server = await mailServer();
    const { mail } = await openSmtp(settings(server.port));
    const file = { fileName: 'Größe.csv', mimeType: 'text/csv', content: Buffer.from('a,b\r\n') };
    await mail.send({ ...hello, attachments: [file] }, { signal: never });
    assert.match(server.delivered[0]?.raw ?? '', /Content-Type: text\/csv[^]*YSxiDQo=/u);
    for (const wrong of [{ path: '/etc/passwd' }, '/etc/passwd'] as unknown as Uint8Array[]) {
      const attachments = [{ ...file, content: wrong }];
      await assert.rejects(
        mail.send({ ...hello, attachments }, { signal: never }),
        problem('parameter-invalid'),
      );
    }
    const attachments = [{ ...file, content: Buffer.alloc(26_214_400) }];
    await assert.rejects(
      mail.send({ ...hello, attachments }, { signal: never }),
      problem('parameter-invalid'),
    );
  });

  it('reads an attachment while it sends it, in a session of its own, and shows it in the text', async () => {
    const server = await mailServer();
    const { mail } = await openSmtp(settings(server.port));
    await mail.send(hello, { signal: never });
    const content = source(6_000_000);
    const file = { fileName: 'a.bin', mimeType: 'image/png', content, contentId: 'logo' };
    const html = '<img src="cid:logo">';
    const replyTo = ['Desk <desk@example.test>'];
    await mail.send({ ...hello, html, replyTo, attachments: [file] }, { signal: never });
    const raw = server.delivered[1]?.raw ?? '';
    const [, encoded = ''] = /Content-ID: <logo>[^]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/iu.exec(raw) ?? [];
    assert.equal(Buffer.from(encoded, 'base64').length, 6_000_000);
    assert.match(raw, /Reply-To: Desk <desk@example\.test>/u);
    // The pool would repeat a mail whose session turned out to be over, and the attachment cannot be read twice.
    assert.equal(server.sessions(), 2);
  });

  it('delivers nothing when an attachment cannot be read to its end, and says why', async () => {
    const server = await mailServer();
    const { mail } = await openSmtp(settings(server.port));
    const gone = new PatchbayError('run-file-not-found', 'The file belongs to a run that is over.');
    const content = source(3_000_000, gone);
    const attachments = [{ fileName: 'a.bin', mimeType: 'a/b', content }];
    await assert.rejects(
      mail.send({ ...hello, attachments }, { signal: never }),
      problem('run-file-not-found'),
    );
    await mail.send(hello, { signal: never });
    assert.deepEqual(
      server.delivered.map(({ raw }) => raw.length < 10_000),
      [true],
    );
    const large = [{ fileName: 'a.bin', mimeType: 'a/b', content: source(26_214_401) }];
    await assert.rejects(
      mail.send({ ...hello, attachments: large }, { signal: never }),
      problem('parameter-invalid'),
    );
  });

  it('keeps one session for mails that follow each other', async () => {
    const server = await mailServer();
    const { mail } = await openSmtp(settings(server.port));
    for (let count = 0; count < 3; count++) await mail.send(hello, { signal: never });
    assert.deepEqual([server.delivered.length, server.sessions()], [3, 1]);
  });

  it('opens no more sessions at once than the pool allows', async () => {
    const server = await mailServer();
    const { mail } = await openSmtp(settings(server.port), { pool: { poolSize: 1, maxOverflow: 1 } });
    await Promise.all(Array.from({ length: 8 }, () => mail.send(hello, { signal: never })));
    assert.deepEqual([server.delivered.length, server.sessions()], [8, 2]);
  });

  it('names the recipients that the server did not take', async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('bob') ? new Error('gone') : null),
    });
    const { mail } = await openSmtp(settings(server.port));
    const sent = await mail.send(
      { ...hello, to: ['ann@example.test', 'bob@example.test'] },
      { signal: never },
    );
    assert.deepEqual([sent.accepted, sent.rejected], [['ann@example.test'], ['bob@example.test']]);
  });

  it('fails with the reply code, not the text, when the server takes nobody', async () => {
    const text = 'see https://evil.test for relay:pa55';
    const server = await mailServer({ onRcptTo: (_address, _session, done) => done(new Error(text)) });
    const { mail } = await openSmtp(settings(server.port));
    await assert.rejects(mail.send(hello, { signal: never }), (error: Error) => {
      assert.match(error.message, /\(550/u);
      return problem('send-refused', 'evil.test', 'pa55')(error);
    });
  });

  it('ends when the caller aborts, and the pool goes on', async () => {
    let held: (() => void) | undefined;
    const server = await mailServer({
      onMailFrom: (_address, _session, done) => (held ? done() : (held = () => done())),
    });
    const { mail } = await openSmtp(settings(server.port));
    const stop = new AbortController();
    const sending = mail.send(hello, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped by the run')), 200);
    await assert.rejects(sending, /stopped by the run/u);
    held?.();
    await mail.send(hello, { signal: never });
    assert.equal(server.delivered.length, 1);
  });

  it('gives a slow server no more than the timeout', async () => {
    const server = await mailServer({ onMailFrom: () => undefined });
    const { mail } = await openSmtp(settings(server.port, { timeout: 1 }));
    await assert.rejects(mail.send(hello, { signal: never }), problem('connect-timeout'));
  });
});

describe('what is not sent', () => {
  const refused: [string, Record<string, unknown>][] = [
    ['a line break in the subject', { subject: 'Hi\r\nBcc: eve@evil.test' }],
    ['a bare line feed in the subject', { subject: 'Hi\nBcc: eve@evil.test' }],
    ['a line break in a recipient', { to: ['ann@example.test\r\nRCPT TO:<eve@evil.test>'] }],
    ['a line break in a name', { to: ['"Ann\r\nBcc: eve@evil.test" <ann@example.test>'] }],
    ['a line break in the sender', { from: 'a@example.test\r\nBcc: eve@evil.test' }],
    ['several senders', { from: 'a@example.test, b@example.test' }],
    ['a recipient that is no address', { to: ['ann'] }],
    ['a quoted local part', { to: ['"eve@evil.test x"@example.test'] }],
    ['a recipient that is no text', { to: [{ name: 'x', address: 'ann@example.test' }] }],
    ['a mail without recipients', { to: [], cc: [''] }],
    ['a text that names a file', { text: { path: '/etc/passwd' } }],
    ['HTML that names an address to fetch', { html: { href: 'http://127.0.0.1/' } }],
    ['more than 10 MiB', { text: 'x'.repeat(10_485_761) }],
  ];
  for (const [what, change] of refused) {
    it(`refuses ${what} before it connects`, async () => {
      const server = await mailServer();
      const { mail } = await openSmtp(settings(server.port));
      const wrong = { ...hello, ...change };
      await assert.rejects(mail.send(wrong, { signal: never }), problem('parameter-invalid', 'evil.test'));
      assert.equal(server.sessions(), 0);
    });
  }

  it('refuses a from address that is no address when the connection is opened', async () => {
    await assert.rejects(openSmtp(settings(1, { fromAddress: 'Patchbay' })), problem('parameter-invalid'));
  });
});
