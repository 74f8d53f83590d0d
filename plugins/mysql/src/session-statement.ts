/** Milliseconds. */
export interface SessionLimits {
  statementTimeoutMs?: number | undefined;
  lockTimeoutMs?: number | undefined;
}

/**
 * What every login sets first. Times are UTC whatever the server's zone is, and a value that does not fit its column
 * is an error: by default some servers would cut it off and report success. A comment with a number is executed by
 * MySQL from that version on, one with `M!` by MariaDB only: their statement timeouts differ in name and unit.
 */
export function sessionStatement({ statementTimeoutMs, lockTimeoutMs }: SessionLimits): string {
  const settings = [
    "time_zone = '+00:00'",
    'autocommit = 1',
    "sql_mode = CONCAT_WS(',', NULLIF(@@sql_mode, ''), 'STRICT_ALL_TABLES')",
  ];
  if (lockTimeoutMs !== undefined) {
    const seconds = Math.max(1, Math.ceil(lockTimeoutMs / 1000));
    settings.push(`lock_wait_timeout = ${seconds}`, `innodb_lock_wait_timeout = ${seconds}`);
  }
  if (statementTimeoutMs === undefined) return `SET ${settings.join(', ')}`;
  const mysql = `/*!50708 , max_execution_time = ${statementTimeoutMs} */`;
  const mariadb = `/*M!100101 , max_statement_time = ${statementTimeoutMs / 1000} */`;
  return `SET ${settings.join(', ')} ${mysql} ${mariadb}`;
}
