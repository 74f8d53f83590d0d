import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';

/** Ctrl K, ⌘ K on a Mac, from everywhere, also while one types. */
export function usePaletteKey() {
  const [isOpen, setOpen] = useState(false);
  useHotkeys([['mod+K', () => setOpen((before) => !before)]], [], true);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}
