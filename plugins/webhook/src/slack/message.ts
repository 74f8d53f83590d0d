import type { JsonValue, Severity } from '@patchbay/plugin-sdk';

export interface Notification {
  subject: string;
  bodyText: string;
  severity: Severity;
  source: string;
}

/** A coloured attachment of blocks: the subject as header, the text, and severity and source below it. */
export function slackMessage({ subject, bodyText, severity, source }: Notification): JsonValue {
  const title = escaped(subject.trim() === '' ? 'Notification' : subject, 150);
  const context = `*${labels[severity]}* · ${escaped(source, 300)}`;
  const section = {
    type: 'section',
    text: { type: 'mrkdwn', text: escaped(bodyText, 3_000), verbatim: true },
  };
  return {
    attachments: [
      {
        color: colors[severity],
        fallback: title,
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
          // Slack refuses the whole message for an empty text.
          ...(bodyText.trim() === '' ? [] : [section]),
          { type: 'context', elements: [{ type: 'mrkdwn', text: context }] },
        ],
      },
    ],
  };
}

const colors: Readonly<Record<Severity, string>> = {
  info: '#1971c2',
  success: '#2f9e44',
  warning: '#f08c00',
  error: '#e03131',
  critical: '#862e9c',
};

const labels: Readonly<Record<Severity, string>> = {
  info: 'Info',
  success: 'Success',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
};

/**
 * Slack reads `<!channel>` and `<https://…|text>` as commands: data could call everybody or disguise a link. What is
 * too long is cut between characters, never within an entity.
 */
export function escaped(text: string, limit: number): string {
  const parts = Array.from(text, (character) => entities.get(character) ?? character);
  if (parts.reduce((length, part) => length + part.length, 0) <= limit) return parts.join('');
  let kept = '';
  for (const part of parts) {
    if (kept.length + part.length > limit - 1) break;
    kept += part;
  }
  return `${kept}…`;
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);
