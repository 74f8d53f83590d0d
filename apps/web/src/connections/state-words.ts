interface PatternState {
  kind: 'draft' | 'version';
  version?: number | undefined;
}

/** What of a pattern uses something: what a person is editing, or what is live. */
export function stateWords({ kind, version }: PatternState): string {
  return kind === 'draft' ? 'draft' : `live version ${version ?? ''}`;
}
