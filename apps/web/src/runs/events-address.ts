import { projectInAddress } from '../api/project.js';

/** Where the events of a run are; the browser sends no header of ours there, so the address names the project. */
export function eventsAddress(runId: string): string {
  const query = new URLSearchParams(projectInAddress()).toString();
  return `/api/runs/${encodeURIComponent(runId)}/events${query === '' ? '' : `?${query}`}`;
}
