import { Vault } from '@patchbay/vault';
import { AuditService } from '../audit/audit.service.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { SecretHistory } from '../connections/secret-history.js';
import { KeyTerms } from './key-terms.js';
import { Rewrapper } from './rewrapper.js';

/** A step after which a process dies, before what follows it. */
interface Point {
  name: string;
  of: object;
  method: string;
  /** Only this record of the log; any call when absent. */
  action?: string;
}

/** Where the most would be lost if a change could be made by halves. */
const housePoints: readonly Point[] = [
  { name: 'a key is prepared, not active', of: KeyTerms.prototype, method: 'prepare' },
  { name: 'a key is active, nothing is rewrapped', of: KeyTerms.prototype, method: 'activate' },
  { name: 'a record is rewrapped, its batch not stored', of: Vault.prototype, method: 'rewrap' },
  { name: 'all are rewrapped, nothing is counted', of: Rewrapper.prototype, method: 'rewrapAll' },
  { name: 'old keys are retired, not committed', of: KeyTerms.prototype, method: 'retire' },
  {
    name: 'the snapshot of a rotation is written, not the secret',
    of: SecretHistory.prototype,
    method: 'keep',
  },
  recorded('connection.rotated'),
  recorded('connection.deleted'),
  { name: 'an import is written, not committed', of: ConnectionsService.prototype, method: 'insertAll' },
];

/** A rollback cannot do without a test, so it takes a whole host. */
const rollBackPoint = recorded('connection.rolledBack');
const points = [...housePoints, rollBackPoint];

export const housePointNames = housePoints.map(({ name }) => name);
export const rollBackPointName = rollBackPoint.name;

function recorded(action: string): Point {
  return {
    name: `${action} is recorded, not committed`,
    of: AuditService.prototype,
    method: 'append',
    action,
  };
}

/** From now on the process dies as soon as it comes by the point. */
export function dieAt(name: string, lastWords: () => void): void {
  const point = points.find((known) => known.name === name);
  if (point === undefined) throw new TypeError(`There is no point "${name}"`);
  const { of, method, action } = point;
  const step = Reflect.get(of, method) as (...given: unknown[]) => unknown;
  const die = (result: unknown) => {
    lastWords();
    process.kill(process.pid, 'SIGKILL');
    return result;
  };
  Reflect.set(of, method, function (this: unknown, ...given: unknown[]): unknown {
    const result = step.apply(this, given);
    const isOther = action !== undefined && (given[0] as { action?: string }).action !== action;
    if (isOther) return result;
    return result instanceof Promise ? result.then(die) : die(result);
  });
}
