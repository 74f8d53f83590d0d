import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A link that a plugin names. Anything but http(s) is left out: `javascript:` would run as the reader. */
export function SafeLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined || !isWebAddress(href)) return null;
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit className="outside-link">
      {children}
      <IconExternalLink size={13} aria-hidden />
      <span className="only-heard"> (opens in a new tab)</span>
    </Anchor>
  );
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
