import { trimSlashes } from './hook-path.js';

export const resumePrefix = '/resume/';

export interface ResumeAddress {
  runId: string;
  token: string;
  /** What stands behind the token, without slashes at its ends. */
  suffix: string;
  query: Record<string, string>;
}

/** Of `/resume/:run/:token?query`; what does not look like it belongs to no run. */
export function resumeAddress(url: string): ResumeAddress {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [runId = '', token = '', ...rest] = pathname.slice(resumePrefix.length).split('/');
  return { runId, token, suffix: trimSlashes(rest.join('/')), query: Object.fromEntries(searchParams) };
}
