import type { PatternNode } from '@patchbay/contracts';
import { AddressList } from '@patchbay/egress';
import { readAnswer, readReceipt } from './read-answer.js';
import { flag, nameOf, oneOf, textsOf, wrong } from './read-parameter.js';
import type { WebhookOptions } from './webhook-options.js';

const authentications = ['none', 'basicAuth', 'headerAuth', 'jwtAuth'] as const;
const mostAddresses = 1_000;

/** The slot whose connection says what callers must show. */
export const callerSlot = 'caller';
/** The type of connection that each kind of authentication needs. */
export const connectorOf = {
  basicAuth: 'basic_auth',
  headerAuth: 'header_auth',
  jwtAuth: 'jwt_auth',
} as const;

/** How callers show who they are. @throws PatchbayError `pattern-invalid` */
export function authenticationOf(trigger: PatternNode): (typeof authentications)[number] {
  return oneOf(trigger, 'authentication', authentications) ?? 'none';
}

/**
 * Null for a trigger that asks for nothing: its requests then cost nothing more.
 * @throws PatchbayError `pattern-invalid`; also for expressions, since nothing is there yet that they could read
 */
export function readOptions(trigger: PatternNode): WebhookOptions | null {
  const { parameters = {} } = trigger;
  const guard = readGuard(trigger);
  const origins = textsOf(trigger, 'allowedOrigins').map((origin) => originOf(trigger, origin));
  const binaryField = nameOf(trigger, 'binaryField');
  const answer = parameters['respond'] === 'whenDone' ? readAnswer(trigger) : undefined;
  const isAtOnce = (parameters['respond'] ?? 'immediately') === 'immediately';
  const receipt = isAtOnce ? readReceipt(trigger) : undefined;
  const options = {
    ...(guard ? { guard } : {}),
    ...(origins.length === 0 ? {} : { origins }),
    ...(flag(trigger, 'rawBody') ? { rawBody: true as const } : {}),
    ...(binaryField === undefined || binaryField === 'data' ? {} : { binaryField }),
    ...(answer ? { answer } : {}),
    ...(receipt ? { receipt } : {}),
  };
  return Object.keys(options).length === 0 ? null : options;
}

function readGuard(trigger: PatternNode): WebhookOptions['guard'] {
  const authentication = authenticationOf(trigger);
  const addresses = textsOf(trigger, 'ipWhitelist');
  if (addresses.length > mostAddresses)
    throw wrong(trigger, `ipWhitelist has more than ${mostAddresses} entries`);
  // An entry that nobody can read would let in fewer than was meant, and somebody would then take the list away.
  const [unreadable] = new AddressList(addresses).unreadable;
  if (unreadable !== undefined)
    throw wrong(trigger, `"${unreadable}" in ipWhitelist is no IP address and no network`);
  if (authentication !== 'none' && (trigger.connections ?? {})[callerSlot] === undefined)
    throw wrong(
      trigger,
      `its authentication needs a connection of the type ${connectorOf[authentication]}; without one everybody could call`,
    );
  const guard = {
    ...(authentication === 'none' ? {} : { slot: callerSlot }),
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(flag(trigger, 'ignoreBots') ? { ignoreBots: true } : {}),
  };
  return Object.keys(guard).length === 0 ? undefined : guard;
}

/** As browsers send it: what is compared must be written alike. */
function originOf(trigger: PatternNode, given: string): string {
  if (given === '*') return given;
  const url = URL.parse(given);
  if (url && ['http:', 'https:'].includes(url.protocol) && [url.origin, `${url.origin}/`].includes(given))
    return url.origin;
  throw wrong(
    trigger,
    `"${given}" in allowedOrigins is no origin; write it like https://example.com, without a path`,
  );
}
