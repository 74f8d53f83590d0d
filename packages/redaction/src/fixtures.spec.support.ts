/** Secrets of every kind that people save, 20 of them; none is contained in another. */
export const secrets: readonly string[] = [
  'hunter2-hunter2',
  'correct horse battery staple',
  'sk_live_51H8xYzAbCdEfGhIjKlMnOpQr',
  'a.b*c+d?e^f$g{h}i(j)k|l[m]n\\o',
  'p@ss/word+with=url&chars?#%',
  'quote"and\\backslash\tand tab',
  "it's <b>bold</b> & 'quoted'",
  'pässwörd-mit-ümläuten',
  'пароль-секретный',
  '密码是秘密的字符串',
  '🔑🗝️🔐 emoji key 🔒',
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N',
  'postgres://user:s3cr3t@db.internal:5432/app?sslmode=require',
  '0123456789abcdef0123456789abcdef',
  '90210555',
  '~tilde!(parens)*star~',
  'ghp_zZyYxXwWvVuUtTsSrRqQpPoOnNmM',
  'ends with newline\n',
];

/** A small generator with a seed, so that a failure can be repeated; numbers from 0 to below 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
