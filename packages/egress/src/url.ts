import { cleanDestination } from './host.js';
import { refused } from './problems.js';
import type { Destination } from './types.js';

/** Parses and refuses what is not a plain http(s) URL. No message repeats the URL: it may hold credentials. */
export function checkedUrl(given: string | URL): URL {
  if (typeof given === 'string' && !URL.canParse(given))
    throw refused('This is not a URL. Write it as https://host/path.');
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused('Only http and https URLs can be requested.');
  // "http://127.1.1.1:80\@evil" reads differently to different parsers, and user info ends up in logs.
  if (url.username !== '' || url.password !== '') {
    throw refused(
      'User name and password do not belong in the URL. Put them into the credentials of the connection.',
    );
  }
  return url;
}

export function destinationOf(url: URL): Destination {
  const usual = url.protocol === 'https:' ? 443 : 80;
  return cleanDestination({ host: url.hostname, port: url.port === '' ? usual : Number(url.port) });
}
