export { Channel, type ChannelHandlers, type Checks } from './channel.js';
export { isManifest } from './checks.js';
export { hostChannel, runnerChannel } from './ends.js';
export { encodeFrame, FrameReader } from './frames.js';
export { exitCodes, maxDepth, maxFrameBytes, maxPatterns, mostKeys } from './limits.js';
export { toWireProblem, type WireProblem } from './wire-problem.js';
// Types alone: the schemas bring TypeBox, which a runner does without.
export type * from './messages.js';
export type * from './final-answer.js';
export type * from './payloads.js';
