import type { Field } from '@patchbay/fields';
import type { ReactNode } from 'react';
import { SafeLink } from '../ui/safe-link.js';

/** Description, hint and link of a field. A plugin's text is text: markup in it is shown, not drawn. */
export function fieldHelp({ description, hint, documentationUrl }: Field): ReactNode {
  if (description === undefined && hint === undefined && documentationUrl === undefined) return undefined;
  return (
    <>
      {[description, hint].filter(Boolean).join(' · ')} <SafeLink href={documentationUrl}>Read more</SafeLink>
    </>
  );
}
