/**
 * Whether a login is as before after this statement. A statement may begin a transaction, set variables, take locks,
 * change the database or make temporary tables, and the next borrower, perhaps another run, must find none of it: only
 * what certainly leaves nothing behind gives its login back.
 */
export function keepsSession(sql: string): boolean {
  return harmless.test(sql) && !leavesSomething.test(sql);
}

/** `SHOW` and the statements on rows; a comment in front could be one that the server executes. */
const harmless =
  /^[\s(]*(SELECT|WITH|VALUES|TABLE|SHOW|DESCRIBE|DESC|EXPLAIN|INSERT|UPDATE|DELETE|REPLACE)\b/iu;

/** Variables by `:=` or `INTO @x`, locks by name, and comments with code. Matching too much costs one login. */
const leavesSomething = /:=|\binto\s*@|get_lock|\/\*[!M]/iu;
