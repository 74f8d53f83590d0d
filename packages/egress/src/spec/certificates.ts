import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pair {
  cert: string;
  key: string;
}

export interface Certificates {
  ca: Pair;
  /** For 127.0.0.1 and db.test, from the CA. */
  server: Pair;
  /** For a client called "patchbay", from the CA. */
  client: Pair;
}

/** Fresh certificates by the openssl command; nothing of them is kept. */
export function createCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-certificates-'));
  try {
    const ca = issue(folder, 'ca', [
      '-x509',
      '-subj',
      '/CN=Test CA',
      '-addext',
      'basicConstraints=critical,CA:TRUE',
    ]);
    const signed = [
      '-x509',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    ];
    const names = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:db.test'];
    const server = issue(folder, 'server', [...signed, '-subj', '/CN=db.test', ...names]);
    const client = issue(folder, 'client', [...signed, '-subj', '/CN=patchbay']);
    return { ca, server, client };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function issue(folder: string, name: string, options: string[]): Pair {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${name}.key`,
  ];
  const request = ['req', '-config', 'openssl.cnf', ...key, '-out', `${name}.crt`, '-days', '2', ...options];
  // Not the machine's own file, which may add extensions.
  writeFileSync(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n');
  try {
    execFileSync('openssl', request, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    throw new Error(
      'The openssl command is needed to make test certificates; run npm test, which installs it.',
      { cause },
    );
  }
  const read = (suffix: string): string => readFileSync(join(folder, `${name}.${suffix}`), 'utf8');
  return { cert: read('crt'), key: read('key') };
}
