/** What somebody did, as the log has it. */
export interface AuditEntry {
  projectId: string | null;
  /** `user:<id>`, `operator` or `system`; see `actorOf`. */
  actor: string;
  /** Subject and past tense, such as `connection.created`. */
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** Names, ids, counts; never a secret's value. */
  details?: Readonly<Record<string, unknown>>;
}
