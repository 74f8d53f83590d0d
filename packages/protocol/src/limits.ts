/** Bytes of one message, without its header. */
export const maxFrameBytes = 16 * 1024 * 1024;

/** Levels of arrays and objects within one message. */
export const maxDepth = 512;

/** What one question to the memory of a pattern may ask about: the host writes it within one turn of its event loop. */
export const mostKeys = 1_000;

/** Patterns that a runner keeps; the host sends one again that was put longer ago than that. */
export const maxPatterns = 500;

/** With what a runner that gives up ends its process. */
export const exitCodes = { uncaught: 70, outOfMemory: 71, messageRefused: 72 } as const;
