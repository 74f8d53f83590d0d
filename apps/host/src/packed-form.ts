/** Whether this is what tools/pack.mjs packed, which says true here; it starts the packed forms of dialer, runner and plugins. */
export const isPacked: boolean = false;
