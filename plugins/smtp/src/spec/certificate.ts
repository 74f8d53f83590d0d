import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh self-signed certificate by the openssl command; trusted where `cert` is given as the CA. */
export function certificateFor(names: string): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-smtp-'));
  const paths = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=mail.test', '-addext', `subjectAltName=${names}`];
  try {
    execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', paths.key, '-out', paths.cert], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return { cert: readFileSync(paths.cert, 'utf8'), key: readFileSync(paths.key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
