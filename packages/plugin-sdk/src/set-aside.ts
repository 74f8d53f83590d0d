/** When a run that is set aside goes on: at a time, by a call, or by whichever comes first. */
export interface SetAside {
  /** ISO 8601. Absent: nothing but a call lets it go on. */
  until?: string;
  /** The run goes on when its resume URL, which expressions know as `$run.resumeUrl`, is called in this way. */
  call?: AwaitedCall;
}

export interface AwaitedCall {
  /** The HTTP method that counts, in capitals. */
  method: string;
  /** Whether the caller is answered at once, with what the last step gives, or by the pattern. */
  respond: 'immediately' | 'whenDone' | 'byNode';
}
