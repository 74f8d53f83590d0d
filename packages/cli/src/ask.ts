import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks at the terminal; what is typed stays off the screen when `hidden`. */
export async function ask(question: string, hidden: boolean): Promise<string> {
  process.stderr.write(question);
  // What is typed as a password must not stay on the screen.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? silent : process.stderr,
    terminal: true,
  });
  const answer = await lines.question('');
  lines.close();
  if (hidden) process.stderr.write('\n');
  return answer;
}
