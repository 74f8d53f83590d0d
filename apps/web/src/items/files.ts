import type { RunItem } from '@patchbay/contracts';
import { fileAddress } from '../runs/run-address.js';

export interface ItemFile {
  /** The name under which the item holds it. */
  key: string;
  name: string;
  mimeType: string;
  /** bytes; undefined where the record does not say it */
  size: number | undefined;
  /** Where its bytes are; undefined for a reference that none of our runs made. */
  address: string | undefined;
}

/** The files that an item refers to. A record holds what a plugin gave: nothing of it is taken for granted. */
export function filesOf({ binary = {} }: RunItem): ItemFile[] {
  return Object.entries(binary).flatMap(([key, reference]) => {
    if (typeof reference !== 'object' || reference === null) return [];
    const { id, fileName, mimeType, size } = reference as Record<string, unknown>;
    return {
      key,
      name: typeof fileName === 'string' && fileName !== '' ? fileName : key,
      mimeType: typeof mimeType === 'string' ? mimeType : '',
      size: typeof size === 'number' ? size : undefined,
      address: typeof id === 'string' ? fileAddress(id) : undefined,
    };
  });
}
