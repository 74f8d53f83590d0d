import { Socket } from 'node:net';
import { runnerChannel } from '@patchbay/protocol';
import { harden } from './process/harden.js';
import { endOnUncaught, endRefusing } from './process/last-words.js';
import { Runner } from './runner.js';

/** The host hands every runner its end of the channel on this descriptor. */
const channelFd = 3;

harden();
const socket = new Socket({ fd: channelFd, readable: true, writable: true });
const channel = runnerChannel(socket, {
  onMessage: (message) => {
    runner.receive(message);
  },
  onClose: (refusal) => {
    // Without a host there is nobody to work for, whether it ended or was killed.
    if (!refusal) process.exit(0);
    endRefusing(refusal);
  },
});
endOnUncaught(channel);
const runner = new Runner(channel);
