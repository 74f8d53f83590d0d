import { PatchbayError } from '@patchbay/plugin-sdk';
import { type Token, tokensOf } from './tokens.js';

export interface Inspected {
  /** `read` statements can be wrapped in a SELECT; `write` ones take the writer's lock; `show` are neither. */
  kind: 'read' | 'write' | 'show';
  /** The statement without a closing semicolon. */
  sql: string;
  /** False for statements whose count of changed rows has no meaning. */
  counts: boolean;
}

/**
 * Lets through what works on this one file, by an allow-list of first words. ATTACH and VACUUM INTO open or write
 * other files; BEGIN and its like would leave a pooled handle inside a transaction; after EXPLAIN the driver's
 * handle stays busy, so that an interrupt would hit the statements after it.
 */
export function inspect(sql: string): Inspected {
  if (reachesOutside.test(sql))
    throw refused('It uses a function or table that reaches outside of the database file.');
  const tokens = tokensOf(sql);
  const end = tokens.findIndex(({ text }) => text === ';');
  if (end >= 0 && tokens.slice(end).some(({ text }) => text !== ';'))
    throw refused('Only one statement is allowed.');
  const statement = end >= 0 ? tokens.slice(0, end) : tokens;
  const kind = kindOf(statement);
  const word = wordAt(statement, 0);
  return {
    kind,
    sql: end >= 0 ? sql.slice(0, tokens[end]?.start) : sql,
    counts: kind === 'write' && !schemaWords.has(word),
  };
}

/**
 * Compared with the raw text, so that no quoting or comment hides a name: fileio's functions read and write any
 * file, sha3_query runs SQL from a string (it can ATTACH), the others load code or change keys and the schema.
 */
const reachesOutside =
  /readfile|writefile|fsdir|load_extension|sha3_query|sqlite3mc|sqlite_dbpage|fts3_tokenizer|writable_schema/iu;

const schemaWords = new Set(['CREATE', 'DROP', 'ALTER', 'ANALYZE', 'REINDEX']);

function kindOf(statement: readonly Token[]): Inspected['kind'] {
  const first = wordAt(statement, 0);
  switch (first) {
    case 'SELECT':
    case 'VALUES':
      return 'read';
    case 'WITH':
      return mainVerb(statement);
    case 'INSERT':
    case 'REPLACE':
    case 'UPDATE':
    case 'DELETE':
    case 'ANALYZE':
    case 'REINDEX':
      return 'write';
    case 'CREATE':
    case 'DROP':
    case 'ALTER':
      return checkSchemaChange(first, statement);
    case 'PRAGMA':
      return checkPragma(statement);
    default:
      throw refused(`A statement that begins with "${first.slice(0, 20)}" is not allowed.`);
  }
}

/** What follows the tables of WITH: the first verb outside of parentheses. */
function mainVerb(statement: readonly Token[]): 'read' | 'write' {
  let depth = 0;
  for (const { kind, text } of statement) {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (depth === 0 && kind === 'word') {
      const word = text.toUpperCase();
      if (word === 'SELECT' || word === 'VALUES') return 'read';
      if (['INSERT', 'REPLACE', 'UPDATE', 'DELETE'].includes(word)) return 'write';
    }
  }
  throw refused('There is no SELECT, INSERT, UPDATE or DELETE after WITH.');
}

/** Temporary objects would live in one pooled handle; triggers hold further statements; modules can be any code. */
function checkSchemaChange(verb: string, statement: readonly Token[]): 'write' {
  const second = wordAt(statement, 1);
  const kind = second === 'UNIQUE' ? wordAt(statement, 2) : second;
  if (!['TABLE', 'VIEW', 'INDEX'].includes(kind))
    throw refused(`${verb} ${kind.slice(0, 20)} is not allowed here.`);
  return 'write';
}

// prettier-ignore
const shownPragmas = new Set([
  'APPLICATION_ID', 'COLLATION_LIST', 'COMPILE_OPTIONS', 'DATABASE_LIST', 'ENCODING', 'FREELIST_COUNT', 'JOURNAL_MODE',
  'PAGE_COUNT', 'PAGE_SIZE', 'SCHEMA_VERSION', 'TABLE_LIST', 'USER_VERSION',
]);
// prettier-ignore
const askedPragmas = new Set([
  'FOREIGN_KEY_CHECK', 'FOREIGN_KEY_LIST', 'INDEX_INFO', 'INDEX_LIST', 'INDEX_XINFO', 'INTEGRITY_CHECK', 'QUICK_CHECK',
  'TABLE_INFO', 'TABLE_XINFO',
]);

/** A pragma with a value changes the handle or the file, also in the form `name(value)`; only questions pass. */
function checkPragma(statement: readonly Token[]): 'show' {
  const at = statement[2]?.text === '.' ? 3 : 1;
  const name = wordAt(statement, at);
  const rest = statement.slice(at + 1).map(({ text }) => text);
  const question = shownPragmas.has(name) || askedPragmas.has(name);
  const argument = askedPragmas.has(name) && rest[0] === '(' && rest[2] === ')' && rest.length === 3;
  if (!question || (rest.length > 0 && !argument))
    throw refused('Of PRAGMA only questions about the file are allowed.');
  return 'show';
}

function wordAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}

function refused(why: string): PatchbayError {
  return new PatchbayError(
    'sql-refused',
    `${why} SQLite connections work on their own file, one statement at a time.`,
  );
}
