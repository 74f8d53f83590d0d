/** What a URL held: its text without the secrets, and the secrets by `@userinfo` and `?<parameter>`. */
export interface UrlParts {
  text: string;
  secrets: [name: string, value: string][];
}

/**
 * Takes the secrets out of a URL: user info, and the values of parameters that are known to carry tokens.
 * The text stays as written (no normalisation), so that `putUrlSecrets` gives back exactly what came in.
 * Answers `'whole'` when the text is no URL that can be taken apart safely but seems to hold a password.
 */
export function takeUrlSecrets(text: string): UrlParts | 'whole' | undefined {
  const parts = takeParts(text);
  if (parts === 'whole' || parts === undefined) {
    // URL parsers drop tabs and line breaks, so "ht\ntps://user:password@host" is a URL to them.
    const compact = text.replace(/[\t\r\n]/g, '');
    return parts ?? (compact !== text && takeParts(compact) !== undefined ? 'whole' : undefined);
  }
  return putUrlSecrets(parts.text, new Map(parts.secrets)) === text ? parts : 'whole';
}

/** The opposite of `takeUrlSecrets`. Names that the text has no place for are ignored. */
export function putUrlSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  let filled = '';
  let from = 0;
  for (const parameter of tokenParameters(text)) {
    if (parameter.start !== parameter.end) continue;
    filled += text.slice(from, parameter.start) + (secrets.get(parameter.name) ?? '');
    from = parameter.end;
  }
  filled += text.slice(from);
  const userInfo = secrets.get(USER_INFO);
  const prefix = urlPrefix(text);
  if (userInfo === undefined || prefix === undefined) return filled;
  return `${prefix}${userInfo}@${filled.slice(prefix.length)}`;
}

/** Whether the last segment of a pointer names a part of a URL. */
export function isUrlPart(segment: string): boolean {
  return segment === USER_INFO || segment.startsWith('?');
}

const USER_INFO = '@userinfo';
const TOKEN_NAME =
  /^(key|sig|auth|jwt|pass|subscriptionkey)$|(token|secret|password|passwd|pwd|passphrase|apikey|accesskey|privatekey|secretkey|signature)$/;

function takeParts(text: string): UrlParts | 'whole' | undefined {
  const prefix = urlPrefix(text);
  if (prefix === undefined && !text.startsWith('/')) return undefined;
  const secrets: UrlParts['secrets'] = [];
  let kept = text;
  if (prefix !== undefined) {
    const userInfo = findUserInfo(text.slice(prefix.length));
    if (userInfo === 'whole') return 'whole';
    if (userInfo !== '') {
      secrets.push([USER_INFO, userInfo]);
      kept = prefix + text.slice(prefix.length + userInfo.length + 1);
    }
  }
  return takeParameters(kept, secrets);
}

function takeParameters(text: string, secrets: UrlParts['secrets']): UrlParts | undefined {
  let kept = '';
  let from = 0;
  for (const { name, start, end } of tokenParameters(text)) {
    if (start === end) continue;
    kept += text.slice(from, start);
    from = end;
    secrets.push([name, text.slice(start, end)]);
  }
  return secrets.length === 0 ? undefined : { text: kept + text.slice(from), secrets };
}

/** `https:` needs no slashes and accepts backslashes (WHATWG); other schemes need `://`. */
function urlPrefix(text: string): string | undefined {
  // URL parsers skip leading control characters.
  return /^[\0- ]*(?:(?:https?|wss?|ftp):[\\/]*|[a-z][a-z0-9+.:-]*:\/\/|\/\/)/i.exec(text)?.[0];
}

function findUserInfo(rest: string): string {
  const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  if (at >= 0) return authority.slice(0, at);
  // "postgres://user:pa/ss@host": what looks like a port is the start of a password with a raw / ? or #.
  const portIsNoNumber = /:(?!\d*$)[^\]]*$/.test(authority);
  return portIsNoNumber && rest.includes('@') ? 'whole' : '';
}

/** Where the values of token parameters lie, with their names numbered from the second of the same name on. */
function* tokenParameters(text: string): Generator<{ name: string; start: number; end: number }> {
  const seen = new Map<string, number>();
  const scan = /([?&#;])([^=?&#;]+)=/g;
  for (let match = scan.exec(text); match !== null; match = scan.exec(text)) {
    const [, delimiter = '', rawName = ''] = match;
    if (!TOKEN_NAME.test(plainName(rawName))) continue;
    const start = scan.lastIndex;
    const length = text.slice(start).search(delimiter === ';' ? /[;&#]/ : delimiter === '#' ? /&/ : /[&#]/);
    const end = length < 0 ? text.length : start + length;
    const count = (seen.get(rawName) ?? 0) + 1;
    seen.set(rawName, count);
    yield { name: count === 1 ? `?${rawName}` : `?${rawName}#${String(count)}`, start, end };
    scan.lastIndex = end;
  }
}

function plainName(rawName: string): string {
  let name = rawName;
  try {
    name = decodeURIComponent(rawName);
  } catch {
    // A broken escape is compared as it stands.
  }
  return name.toLowerCase().replace(/[-_.\s]/g, '');
}
