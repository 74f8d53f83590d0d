import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let made: { cert: string; key: string } | undefined;

/** Self-signed, for a name that no test uses. Made by the openssl command once a process, and kept nowhere. */
export function wrongCertificate(): { cert: string; key: string } {
  return (made ??= make());
}

function make(): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-hostile-'));
  try {
    writeFileSync(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n');
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
    const args = [
      'req',
      '-x509',
      '-config',
      'openssl.cnf',
      ...key,
      '-out',
      'cert.pem',
      '-days',
      '2',
      '-subj',
      '/CN=somebody.else',
    ];
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    return { cert: read('cert.pem'), key: read('key.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
