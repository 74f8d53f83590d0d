export { createRedactor, isTooShortToRedact, replacement, Redactor, type SecretValue } from './redactor.js';
export type { RedactingStream } from './redacting-stream.js';
