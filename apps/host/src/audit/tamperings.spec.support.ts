import type { AuditHeadRow } from './audit-head.table.js';
import type { AuditRow } from './audit.table.js';
import { hashOf } from './chain.js';

/** A whole number from 0 to below `count`. */
export type Pick = (count: number) => number;

export interface Tampered {
  rows: AuditRow[];
  heads: AuditHeadRow[];
}

export interface Tampering {
  name: string;
  apply(
    rows: AuditRow[],
    heads: AuditHeadRow[],
    pick: Pick,
    rehash: (rows: AuditRow[], from: number) => AuditRow[],
  ): Tampered;
}

/** Numbers that a seed decides, so that a failure can be repeated (mulberry32). */
export function randomFrom(seed: number): Pick {
  let state = seed * 0x9e3779b9;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

const edits: ((row: AuditRow) => void)[] = [
  (row) => (row.at = '2020-01-01T00:00:00.000Z'),
  (row) => (row.projectId = row.projectId === null ? '' : null),
  (row) => (row.actor = `${row.actor}x`),
  (row) => (row.action = 'thing.undone'),
  (row) => (row.subjectType = 'other'),
  (row) => (row.subjectId = null),
  (row) => (row.details = `${row.details} `),
  (row) => (row.hash = row.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))),
  (row) => (row.previousHash = row.previousHash.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))),
];

const edit = (row: AuditRow | undefined, pick: Pick): void => {
  if (row !== undefined) edits[pick(edits.length - 2)]?.(row);
};

export const tamperings: [Tampering, ...Tampering[]] = [
  {
    name: 'editing a record',
    apply: (rows, heads, pick) => {
      const row = rows[pick(rows.length)];
      if (row !== undefined) edits[pick(edits.length)]?.(row);
      return { rows, heads };
    },
  },
  {
    name: 'editing a record and its hash',
    apply: (rows, heads, pick) => {
      const row = rows[pick(rows.length)];
      edit(row, pick);
      if (row !== undefined) row.hash = hashOf(row);
      return { rows, heads };
    },
  },
  {
    name: 'editing a record and every hash after it',
    apply: (rows, heads, pick, rehash) => {
      const at = 1 + pick(rows.length - 1);
      edit(rows[at], pick);
      return { rows: rehash(rows, at), heads };
    },
  },
  {
    name: 'deleting records',
    apply: (rows, heads, pick) => {
      rows.splice(pick(rows.length - 3), 1 + pick(3));
      return { rows, heads };
    },
  },
  {
    name: 'deleting a record and closing the gap',
    apply: (rows, heads, pick, rehash) => {
      const at = 1 + pick(rows.length - 1);
      rows.splice(at, 1);
      return { rows: rehash(renumbered(rows), at), heads };
    },
  },
  {
    name: 'changing places',
    apply: (rows, heads, pick) => {
      const from = pick(rows.length);
      const to = (from + 1 + pick(rows.length - 1)) % rows.length;
      const [a, b] = [rows[from], rows[to]];
      if (a !== undefined && b !== undefined) [a.sequence, b.sequence] = [b.sequence, a.sequence];
      return { rows, heads };
    },
  },
  {
    name: 'putting a record in',
    apply: (rows, heads, pick, rehash) => {
      const at = 1 + pick(rows.length - 1);
      const copy = rows[at];
      if (copy !== undefined) rows.splice(at, 0, { ...copy, action: 'thing.invented' });
      return { rows: rehash(renumbered(rows), at), heads };
    },
  },
  {
    name: 'putting a record in at the end',
    apply: (rows, heads, _pick, rehash) => {
      const last = rows.at(-1);
      if (last !== undefined) rows.push({ ...last, sequence: last.sequence + 1, action: 'thing.invented' });
      return { rows: rehash(rows, rows.length - 1), heads };
    },
  },
  {
    name: 'putting a record in before the first',
    apply: (rows, heads, pick) => {
      const first = rows[0];
      return { rows: first === undefined ? rows : [{ ...first, sequence: -pick(5) }, ...rows], heads };
    },
  },
  {
    name: 'cutting off the end',
    apply: (rows, heads, pick) => ({ rows: rows.slice(0, 1 + pick(rows.length - 1)), heads }),
  },
  {
    name: 'cutting off the beginning',
    apply: (rows, heads, pick) => ({ rows: rows.slice(1 + pick(rows.length - 1)), heads }),
  },
  {
    name: 'cutting off the end, and the anchor',
    apply: (rows, _heads, pick) => ({ rows: rows.slice(0, 1 + pick(rows.length - 1)), heads: [] }),
  },
  {
    name: 'damaging the anchor',
    apply: (rows, heads, pick) => {
      const damaged = heads.map((head) => {
        const bytes = Buffer.from(head.sealed, 'base64');
        const at = pick(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
        return { ...head, sealed: bytes.toString('base64') };
      });
      return { rows, heads: damaged };
    },
  },
];

function renumbered(rows: AuditRow[]): AuditRow[] {
  rows.forEach((row, index) => (row.sequence = index + 1));
  return rows;
}
