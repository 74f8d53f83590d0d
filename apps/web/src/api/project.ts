const key = 'patchbay.project';

let chosen = read();

/** The project that every call means; undefined is the default one of the person. */
export function chosenProject(): string | undefined {
  return chosen;
}

/** Kept for the next visit of this browser; the page is to be drawn anew after it. */
export function chooseProject(id: string | undefined): void {
  chosen = id;
  if (id === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, id);
}

/** For addresses that the browser opens itself, such as downloads and events: it sends no headers of ours. */
export function projectInAddress(): { project?: string } {
  return chosen === undefined ? {} : { project: chosen };
}

function read(): string | undefined {
  return localStorage.getItem(key) ?? undefined;
}
