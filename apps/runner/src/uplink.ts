import type { Channel, HostMessage, RunnerMessage } from '@patchbay/protocol';

/** The way to the host. */
export type Uplink = Pick<Channel<HostMessage, RunnerMessage>, 'send' | 'drained' | 'close'>;
