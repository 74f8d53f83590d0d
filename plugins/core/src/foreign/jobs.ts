import { type ForeignJobs, type ForeignOutcome, type JobKind, WrongParameter } from './types.js';

/** Does one job, with the library that it needs. */
export async function doJob<Kind extends JobKind>(
  kind: Kind,
  job: ForeignJobs[Kind]['job'],
): Promise<ForeignOutcome<Kind>> {
  try {
    return { result: await jobs[kind](job) };
  } catch (error) {
    if (error instanceof WrongParameter) return { wrong: { parameter: error.parameter, why: error.message } };
    throw error;
  }
}

const jobs: { [Kind in JobKind]: (job: ForeignJobs[Kind]['job']) => Promise<ForeignJobs[Kind]['result']> } = {
  pdf: async (job) => (await import('./pdf.js')).readPdf(job),
  xls: async (job) => (await import('./xls.js')).readXls(job),
  makeXls: async (job) => (await import('./xls.js')).makeXls(job),
};
