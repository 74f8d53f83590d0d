/** Something that an expression can name, and what can follow it. */
export interface Named {
  /** As it is written behind what it belongs to: `.country`, `["a b"]`, `.first()`, `[0]`; or `$json`. */
  access: string;
  detail: string;
  members?: () => readonly Named[];
}

export function named(access: string, detail: string, members?: Named['members']): Named {
  return { access, detail, ...(members && { members }) };
}

/** The same for every way to write it: arguments and places in a list do not matter. */
export function plainAccess(access: string): string {
  return access
    .replace(/^\?\.(?=\[)/, '')
    .replace(/^\?/, '')
    .replace(/\(.*\)$/s, '()')
    .replace(/^\[\d+\]$/, '[0]');
}
