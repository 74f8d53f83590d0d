import { capitalized } from '../../ui/words.js';

const words: Readonly<Record<string, string>> = {
  'connection.callerRefused': 'Refused a caller, who did not show it',
  'connection.changed': 'Changed',
  'connection.created': 'Created',
  'connection.disabled': 'Disabled',
  'connection.enabled': 'Enabled',
  'connection.exported': 'Exported with its secrets',
  'connection.leaseDenied': 'Refused to a run',
  'connection.leased': 'Lent',
  'connection.messageSent': 'Sent a message',
  'connection.modelsListed': 'Listed its tables and files',
  'connection.notified': 'Sent a notification',
  'connection.quarantined': 'Set aside, because its secrets do not open',
  'connection.replaced': 'Replaced by another one',
  'connection.revoked': 'Revoked; its secrets were destroyed',
  'connection.rolledBack': 'Secrets rolled back',
  'connection.rotated': 'Secrets rotated',
  'connection.rotationFailed': 'Rotation refused, because the test failed',
  'connection.tested': 'Tested',
  'connection.shared': 'Shared use-only',
  'connection.unshared': 'No longer shared',
};

/** What was done, in words; an action without some reads as it is called. */
export function actionWords(action: string): string {
  if (Object.hasOwn(words, action)) return words[action] ?? action;
  const name = action.split('.').at(-1) ?? action;
  return capitalized(spaced(name));
}

/** The plain details in one line; ids and the name that the page shows already stay out. */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([key, value]) => key !== 'name' && !/Id$/.test(key) && isPlain(value))
    .map(([key, value]) => `${spaced(key)} ${String(value)}`)
    .join(' · ');
}

function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
}
