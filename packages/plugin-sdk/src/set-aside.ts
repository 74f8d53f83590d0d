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
  /** What stands behind the resume URL, without slashes at its ends. Absent: nothing may. */
  suffix?: string;
  /** Absent: whoever knows the URL may call. */
  guard?: CallGuard;
  /** A page at the address asks for this by GET; what it sends by POST is the item. `method` does not count then. */
  form?: AwaitedForm;
  /** Whether the caller is answered at once, with what the last step gives, or by the pattern. */
  respond: 'immediately' | 'whenDone' | 'byNode';
}

/** Who may call, besides knowing the address; everything that is there must hold. */
export interface CallGuard {
  /** A slot of the node: its connection, of the type `basic_auth`, `header_auth` or `jwt_auth`, says what a caller must show. */
  slot?: string;
  /** What opens links by itself, such as crawlers and previews in chats, is refused. */
  ignoreBots?: boolean;
  /** IPv4 and IPv6 addresses and CIDRs from which calls may come. */
  addresses?: string[];
}

/** All of it is shown as text, whatever stands in it. */
export interface AwaitedForm {
  title: string;
  description: string;
  button: string;
  fields: FormField[];
  /** What is shown when it was sent, or an http(s) URL that leads elsewhere. */
  completion: { text: string } | { redirect: string };
  /** Who waits for an answer of the run when it comes here is led to this page: the next one of a form, or its first. */
  opensForCaller?: boolean;
}

export interface FormField {
  /** In the item. */
  name: string;
  label: string;
  type: FormFieldType;
  required: boolean;
  placeholder: string;
  /** What it holds at first. */
  value: string;
  /** Of `dropdown`, `radio` and `checkbox`; a checkbox without them is one box. */
  options: string[];
  /** Of `dropdown` and `file`: more than one. */
  multiple: boolean;
}

export type FormFieldType =
  | 'text'
  | 'textarea'
  | 'number'
  | 'email'
  | 'date'
  | 'password'
  | 'dropdown'
  | 'radio'
  | 'checkbox'
  | 'file'
  | 'hidden';
