import type { RunSummary } from '@patchbay/contracts';

export interface ChangedRun {
  /** As it stands when it is asked. */
  summary(): RunSummary;
}
type OnChange = (run: ChangedRun) => void;

/** Tells who follows the runs of a project that one began, was set aside, went on or ended on this host. */
export class RunChanges {
  readonly #followers = new Map<string, Set<OnChange>>();

  tell(projectId: string, run: ChangedRun): void {
    for (const onChange of this.#followers.get(projectId) ?? []) onChange(run);
  }

  /** Answers with how to stop. */
  follow(projectId: string, onChange: OnChange): () => void {
    const followers = this.#followers.get(projectId) ?? new Set();
    this.#followers.set(projectId, followers.add(onChange));
    return () => {
      followers.delete(onChange);
      if (followers.size === 0) this.#followers.delete(projectId);
    };
  }
}
