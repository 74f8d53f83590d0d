import type { Voice } from './voice.js';

const line = (text: string): Buffer => Buffer.from(`${text}\r\n`);

export const smtp: Voice = {
  // So long that a byte at a time is not through within any deadline of a test.
  greeting: line(`220 mail.example ESMTP ${'ready '.repeat(80)}`),
  converse(socket, answer) {
    socket.write(smtp.greeting);
    let answered = false;
    socket.on('data', (chunk: Buffer) => {
      const verb = chunk.toString('latin1', 0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') socket.write('250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n');
      else if (!answered) {
        answered = true;
        answer();
      }
    });
  },
  untilTls(socket) {
    socket.write(smtp.greeting);
    return new Promise((resolve) => {
      socket.on('data', function talk(chunk: Buffer) {
        if (chunk.includes('EHLO')) socket.write('250-mail.example\r\n250 STARTTLS\r\n');
        if (!chunk.includes('STARTTLS')) return;
        socket.off('data', talk).write('220 go ahead\r\n');
        resolve();
      });
    });
  },
  endless: { start: Buffer.alloc(0), chunk: Buffer.from('250-x\r\n'.repeat(8_000)) },
  partial: Buffer.from('235-x\r\n23'),
  longHead: { start: Buffer.from('220 '), chunk: Buffer.alloc(65_536, 'x') },
  refusal: (text) => Buffer.from(`535 5.7.8 ${text}\r\n`),
  // There are no lengths; a number that is no status comes nearest.
  wrongLengths: [line('99999999999 x')],
  again: line('334 bW9yZQ=='),
};
