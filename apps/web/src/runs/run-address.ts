import { projectInAddress } from '../api/project.js';

/** Where the events of a run are; the browser sends no header of ours there, so the address names the project. */
export function eventsAddress(runId: string): string {
  return addressOf(`/api/runs/${encodeURIComponent(runId)}/events`);
}

/** Where the changes of all runs of the project are. */
export function changesAddress(): string {
  return addressOf('/api/runs/events');
}

/** Where a file can be downloaded that items refer to as `<run>.<file>`; undefined for what is no such reference. */
export function fileAddress(reference: string): string | undefined {
  const [runId = '', fileId = '', ...more] = reference.split('.');
  if (runId === '' || fileId === '' || more.length > 0) return undefined;
  return addressOf(`/api/runs/${encodeURIComponent(runId)}/files/${encodeURIComponent(fileId)}`);
}

function addressOf(path: string): string {
  const query = new URLSearchParams(projectInAddress()).toString();
  return query === '' ? path : `${path}?${query}`;
}
