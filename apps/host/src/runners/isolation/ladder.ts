import { PatchbayError } from '@patchbay/errors';
import { hindrance } from './hindrance.js';
import { isRung, rungFacts, rungs, type IsolationReport, type RefusedRung, type Rung } from './rungs.js';

/**
 * Goes down the ladder until a runner really starts and finds everything hidden that should be; that runner is
 * kept, so that choosing costs nothing. A rung that is asked for by name works or is an error.
 */
export async function climb<R>(
  wanted: string,
  start: (rung: Rung) => Promise<R>,
): Promise<{ report: Omit<IsolationReport, 'network'>; first: R }> {
  const refused: RefusedRung[] = [];
  for (const rung of candidates(wanted)) {
    const reason = hindrance(rung);
    if (reason !== undefined) {
      refused.push({ rung, reason });
      continue;
    }
    try {
      const first = await start(rung);
      return { report: { rung, ...rungFacts[rung], refused }, first };
    } catch (error) {
      refused.push({ rung, reason: error instanceof Error ? error.message : 'It did not start.' });
    }
  }
  const reasons = refused.map(({ rung, reason }) => `${rung}: ${reason}`).join(' ');
  throw new PatchbayError('runner-unavailable', `No runner could be started. ${reasons}`);
}

/** @throws PatchbayError `config-invalid` */
export function candidates(wanted: string): readonly Rung[] {
  if (wanted === 'auto') return rungs;
  if (isRung(wanted)) return [wanted];
  throw new PatchbayError('config-invalid', `PATCHBAY_ISOLATION must be auto or one of ${rungs.join(', ')}.`);
}
