/** Host and port of an http(s) URL. */
export function destinationOf({ hostname, port, protocol }: URL): { host: string; port: number } {
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}
