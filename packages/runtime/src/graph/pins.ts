import { findPin } from '@patchbay/contracts';
import type { Pin } from '@patchbay/plugin-sdk';

/** The canonical name of the pin that goes by this name or alias. */
export function pinName(pins: readonly Pin[], name: string): string | undefined {
  // The contract's pins come from JSON and are not readonly.
  return findPin(
    pins.map(({ aliases = [], ...pin }) => ({ ...pin, aliases: [...aliases] })),
    name,
  )?.name;
}
