export * from './payloads.js';
export * from './messages.js';
