export const resumePrefix = '/resume/';

export interface ResumeAddress {
  runId: string;
  token: string;
  query: Record<string, string>;
}

/** Of `/resume/:run/:token?query`; what does not look like it belongs to no run. */
export function resumeAddress(url: string): ResumeAddress {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [runId = '', token = ''] = pathname.slice(resumePrefix.length).split('/');
  return { runId, token, query: Object.fromEntries(searchParams) };
}
