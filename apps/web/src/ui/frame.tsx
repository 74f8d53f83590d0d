import { useLocalStorage } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { usePaletteKey } from '../palette/use-palette-key.js';
import { Rail } from './rail.js';

const CommandPalette = lazy(async () => {
  const { CommandPalette: component } = await import('../palette/command-palette.js');
  return { default: component };
});

/** The rail and the page beside it; the command palette above both. */
export function Frame() {
  const [isNarrow, setNarrow] = useLocalStorage({ key: 'patchbay.rail-narrow', defaultValue: false });
  const palette = usePaletteKey();
  return (
    <div className={isNarrow ? 'frame frame-narrow' : 'frame'}>
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <Rail isNarrow={isNarrow} onToggle={() => setNarrow(!isNarrow)} onFind={palette.open} />
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
      {palette.isOpen && (
        <Suspense fallback={null}>
          <CommandPalette onClose={palette.close} />
        </Suspense>
      )}
    </div>
  );
}
