import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** One sentence, one picture, one button. The picture: two sockets and the cable that is still missing. */
export function EmptyState({ sentence, children }: { sentence: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="md" py={48} px="md" ta="center">
      <svg width="160" height="72" viewBox="0 0 160 72" fill="none" aria-hidden className="empty-picture">
        <rect x="8" y="18" width="44" height="36" rx="8" />
        <rect x="108" y="18" width="44" height="36" rx="8" />
        <circle cx="30" cy="36" r="7" />
        <circle cx="130" cy="36" r="7" />
        <path d="M37 36c14 0 12 14 26 14M97 50c14 0 12-14 26-14" strokeDasharray="4 5" />
      </svg>
      <p className="muted flat">{sentence}</p>
      {children}
    </Stack>
  );
}
