export interface AuditChoice {
  /** A subject with a point, such as `connection.`. */
  action?: string;
  actor?: string;
  /** Days, as in 2026-11-20; both belong to the range. */
  from?: string;
  to?: string;
  scope?: 'instance';
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The filter out of the page's address; what is no filter is dropped. */
export function auditFilterFrom(search: Record<string, unknown>): AuditChoice {
  const text = (key: string) => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
  };
  const date = (key: string) => {
    const value = text(key);
    return value !== undefined && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const [action, actor, from, to] = [text('action'), text('actor'), date('from'), date('to')];
  return {
    ...(action === undefined ? {} : { action }),
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(search['scope'] === 'instance' ? { scope: 'instance' } : {}),
  };
}

const dayMs = 86_400_000;

/** The same as the server takes it: from the beginning of one day to the end of another, by the reader's clock. */
export function auditQueryOf({ from, to, ...rest }: AuditChoice) {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: new Date(`${from}T00:00`).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(new Date(`${to}T00:00`).getTime() + dayMs).toISOString() }),
  };
}
