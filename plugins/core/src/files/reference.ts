import type { BinaryReference, Item } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

/** The file that an item has under this name. Throws `parameter-invalid`, naming those that it has. */
export function fileOf(item: Item | undefined, name: string, parameter: string): BinaryReference {
  const binary = item?.binary ?? {};
  const found = Object.hasOwn(binary, name) ? binary[name] : undefined;
  if (found) return found;
  const others = Object.keys(binary).join(', ') || 'none';
  throw wrong(parameter, `names the file "${name}", which an item does not have (it has: ${others})`);
}
