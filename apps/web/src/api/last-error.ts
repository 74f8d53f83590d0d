interface Attempt {
  submittedAt: number;
  error: Error | null;
}

/** Why the latest of several actions failed; null where it did not, whatever came of those before. */
export function lastError(...attempts: readonly Attempt[]): Error | null {
  const [latest] = attempts.toSorted((one, other) => other.submittedAt - one.submittedAt);
  return latest?.error ?? null;
}
