import { type AwaitedCall, field, type OpenConnection, type Parameters } from '@patchbay/plugin-sdk';
import { nameList, wrong } from '../values/lists.js';

type CallGuard = NonNullable<AwaitedCall['guard']>;

/** The slot whose connection says what callers must show. */
export const callerSlot = {
  caller: {
    displayName: 'What callers must show',
    accepts: { types: ['basic_auth', 'header_auth', 'jwt_auth'] },
    required: false,
  },
} as const;

/** What decides who may call, drawn where `show` says; without anything in it everywhere. */
export function callerParameters<const Show extends Record<string, readonly string[]>>(show: Show) {
  const displayOptions = { show } as const;
  return {
    authentication: field.options({
      displayName: 'Authentication',
      description: 'The connection of this step says what a caller must show',
      options: [
        { value: 'none', name: 'None', description: 'Whoever knows the address may call' },
        { value: 'basicAuth', name: 'User name and password' },
        { value: 'headerAuth', name: 'A header' },
        {
          value: 'jwtAuth',
          name: 'A JSON Web Token',
          description: 'As Authorization: Bearer …; the item has its claims as jwtPayload',
        },
      ],
      default: 'none',
      displayOptions,
    }),
    ipWhitelist: field.text({
      displayName: 'Only from',
      description:
        'IP addresses and networks such as 192.0.2.0/24 or 2001:db8::/32, with commas; empty: from anywhere',
      default: '',
      displayOptions,
    }),
    ignoreBots: field.boolean({
      displayName: 'Refuse bots',
      description: 'Crawlers, and previews of links in mails and chats',
      default: false,
      displayOptions,
    }),
  };
}

type Given = Partial<Parameters<ReturnType<typeof callerParameters>>>;

const mostAddresses = 1_000;
const connectorOf = { basicAuth: 'basic_auth', headerAuth: 'header_auth', jwtAuth: 'jwt_auth' } as const;

/**
 * Undefined where whoever knows the address may call.
 * @throws PatchbayError `parameter-invalid` when the step has not the connection that its authentication needs: without
 * it everybody could call
 */
export function guardOf(
  given: Given,
  connection: Pick<OpenConnection, 'connectorType'> | undefined,
): CallGuard | undefined {
  const { authentication = 'none', ipWhitelist = '', ignoreBots = false } = given;
  const addresses = nameList(ipWhitelist, 'ipWhitelist');
  if (addresses.length > mostAddresses) throw wrong('ipWhitelist', `has more than ${mostAddresses} entries`);
  if (authentication !== 'none' && connection?.connectorType !== connectorOf[authentication])
    throw wrong(
      'authentication',
      `needs a connection of the type ${connectorOf[authentication]} at this step`,
    );
  const guard = {
    ...(authentication === 'none' ? {} : { slot: 'caller' }),
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(ignoreBots ? { ignoreBots } : {}),
  };
  return Object.keys(guard).length === 0 ? undefined : guard;
}
