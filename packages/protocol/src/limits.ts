/** Bytes of one message, without its header. */
export const maxFrameBytes = 16 * 1024 * 1024;

/** Levels of arrays and objects within one message. */
export const maxDepth = 512;
