import type { RunItem } from '@patchbay/contracts';
import { bytes } from '../ui/words.js';
import { filesOf } from './files.js';
import { Name } from '../ui/name.js';

/** The files of an item by name, type and size, each as a download. */
export function ItemFiles({ item }: { item: RunItem }) {
  return (
    <ul className="plain-list">
      {filesOf(item).map(({ key, name, mimeType, size, address }) => (
        <li key={key}>
          {address === undefined ? (
            name
          ) : (
            <a href={address} download={name} className="text-link">
              <Name>{name}</Name>
            </a>
          )}{' '}
          <span className="muted">
            {[mimeType, ...(size === undefined ? [] : [bytes(size)])].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
