/** Is this a name that only a private network resolves? Behind a proxy that would be the proxy's own network. */
export function leadsInside(host: string): boolean {
  return !host.includes('.') || insideSuffixes.some((suffix) => host.endsWith(suffix));
}

/** Well-known names of the services that hand a machine's cloud credentials to whoever asks. */
export function servesMetadata(host: string): boolean {
  return metadataNames.has(host);
}

/** RFC 6761, 6762 and 8375, and suffixes that ICANN keeps out of the public root because networks use them. */
const insideSuffixes = [
  '.localhost',
  '.local',
  '.internal',
  '.intranet',
  '.private',
  '.corp',
  '.home',
  '.lan',
  '.home.arpa',
];

const metadataNames: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.azure.com',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'instance-data',
  'instance-data.ec2.internal',
]);
