import { certificateFields, field } from '@patchbay/plugin-sdk';

export const fields = {
  /** Whoever knows the address may post, so all of it is the credential. */
  webhookUrl: field.secret({
    displayName: 'Webhook URL',
    placeholder: 'https://hooks.slack.com/services/…',
    documentationUrl: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/',
    required: true,
    pattern: {
      regex: '^https?://[^\\s@/?#]+/[^\\s#]+$',
      message: 'The address of the incoming webhook, as Slack shows it',
    },
  }),
  timeout: field.number({
    displayName: 'Timeout (seconds)',
    default: 30,
    min: 1,
    max: 3_600,
    section: 'advanced',
  }),
  ...certificateFields(),
};
