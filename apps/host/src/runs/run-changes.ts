import type { ActiveRun } from './active-run.js';

type OnChange = (run: ActiveRun) => void;

/** Tells who follows the runs of a project that one began or ended on this host. */
export class RunChanges {
  readonly #followers = new Map<string, Set<OnChange>>();

  tell(run: ActiveRun): void {
    for (const onChange of this.#followers.get(run.starter.projectId) ?? []) onChange(run);
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
