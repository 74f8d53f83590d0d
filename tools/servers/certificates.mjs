import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Makes a certificate authority and what it signed: a server certificate for localhost and a client
 * certificate whose common name is `clientName`. All are PEM files in `directory`, valid for ten days.
 */
export function makeCertificates(directory, clientName) {
  const file = (name) => join(directory, name);
  const paths = {
    ca: file('ca.pem'),
    serverCertificate: file('server.pem'),
    serverKey: file('server.key'),
    clientCertificate: file('client.pem'),
    clientKey: file('client.key'),
  };
  const authority = { certificate: paths.ca, key: file('ca.key') };
  request(authority.certificate, authority.key, '/CN=Patchbay test authority', [
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ]);
  const signed = ['-CA', authority.certificate, '-CAkey', authority.key];
  const leaf = [...signed, '-addext', 'basicConstraints=critical,CA:FALSE'];
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
  request(paths.serverCertificate, paths.serverKey, '/CN=localhost', [...leaf, '-addext', names]);
  request(paths.clientCertificate, paths.clientKey, `/CN=${clientName}`, leaf);
  return paths;
}

function request(certificate, key, subject, options) {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  const output = ['-keyout', key, '-out', certificate];
  execFileSync(
    'openssl',
    ['req', '-x509', '-days', '10', ...curve, ...output, '-subj', subject, ...options],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
}
