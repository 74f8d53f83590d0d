import type { Duplex } from 'node:stream';
import { Channel, type ChannelHandlers } from './channel.js';
import { hostMessageChecks, runnerMessageChecks } from './checks.js';
import type { HostMessage, RunnerMessage } from './messages.js';

/** The host's end: takes what runners may say. */
export function hostChannel(
  stream: Duplex,
  handlers: ChannelHandlers<RunnerMessage>,
): Channel<RunnerMessage, HostMessage> {
  return new Channel<RunnerMessage, HostMessage>(stream, runnerMessageChecks, handlers);
}

/** The runner's end: takes what the host may say. */
export function runnerChannel(
  stream: Duplex,
  handlers: ChannelHandlers<HostMessage>,
): Channel<HostMessage, RunnerMessage> {
  return new Channel<HostMessage, RunnerMessage>(stream, hostMessageChecks, handlers);
}
