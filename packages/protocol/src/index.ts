export { Channel, type ChannelHandlers, type Checks } from './channel.js';
export { hostChannel, runnerChannel } from './ends.js';
export { encodeFrame, FrameReader } from './frames.js';
export { maxDepth, maxFrameBytes } from './limits.js';
// Types alone: the schemas bring TypeBox, which a runner does without.
export type * from './messages.js';
export type * from './payloads.js';
