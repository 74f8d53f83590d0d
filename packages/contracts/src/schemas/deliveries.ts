import { type Static, Type } from '@sinclair/typebox';

export const severities = ['info', 'success', 'warning', 'error', 'critical'] as const;

/** A notification for the sink behind a connection. */
export const NotifyInput = Type.Object(
  {
    subject: Type.String({ minLength: 1, maxLength: 500 }),
    bodyText: Type.String({ maxLength: 20_000 }),
    severity: Type.Union(severities.map((severity) => Type.Literal(severity))),
    /** What tells it, such as the name of a pattern. */
    source: Type.String({ maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type NotifyInput = Static<typeof NotifyInput>;

/** A message to one receiver of a messaging service. */
export const SendMessageInput = Type.Object(
  {
    to: Type.String({ minLength: 1, maxLength: 500 }),
    body: Type.String({ minLength: 1, maxLength: 20_000 }),
  },
  { additionalProperties: false },
);
export type SendMessageInput = Static<typeof SendMessageInput>;

/** The service took it. */
export const DeliveryAnswer = Type.Object(
  { ok: Type.Literal(true), latencyMs: Type.Number() },
  { $id: 'DeliveryAnswer' },
);
export type DeliveryAnswer = Static<typeof DeliveryAnswer>;

/** What is delivered through a connection's own client, outside of a run. */
export const Delivery = Type.Union([
  Type.Object({ kind: Type.Literal('notify'), message: NotifyInput }),
  Type.Object({ kind: Type.Literal('sendMessage'), message: SendMessageInput }),
]);
export type Delivery = Static<typeof Delivery>;
