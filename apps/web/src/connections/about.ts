import type { ConnectionDetail } from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/fields';
import { type MetadataRow, metadataOf, rowsOf, wrongMetadata } from './metadata.js';

type Said = Pick<ConnectionDetail, 'name' | 'description' | 'tags' | 'scope'>;

/** What people say of a connection, whatever its connector. */
export interface About extends Said {
  /** In the order of the form; a name may stand there twice while it is typed. */
  metadata: MetadataRow[];
}

export const nothingSaid: About = { name: '', description: '', tags: [], scope: 'project', metadata: [] };

export function aboutOf({ metadata, ...connection }: ConnectionDetail): About {
  return { ...said(connection), metadata: rowsOf(metadata) };
}

/** What is sent of it. */
export function requestOf({ metadata, ...about }: About): Said & Pick<ConnectionDetail, 'metadata'> {
  return { ...said(about), metadata: metadataOf(metadata) };
}

export function isSameAbout(one: About, other: About): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What cannot be saved. */
export function wrongAbout({ name, metadata }: About): FieldProblem[] {
  const noName = { pointer: '/name', detail: 'is required' };
  return [...(name.trim() === '' ? [noName] : []), ...wrongMetadata(metadata)];
}

/** Whether a pointer into a request's body leads to a part of it, and not to a field of the connector. */
export function isOfAbout(pointer: string): boolean {
  return Object.hasOwn(nothingSaid, memberOf(pointer));
}

/** The first name in a pointer. */
export function memberOf(pointer: string): string {
  return pointer.split('/')[1] ?? '';
}

function said({ name, description, tags, scope }: Said): Said {
  return { name, description, tags, scope };
}
