import { useLocalStorage } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { Rail } from './rail.js';

/** The rail and the page beside it. */
export function Frame() {
  const [isNarrow, setNarrow] = useLocalStorage({ key: 'patchbay.rail-narrow', defaultValue: false });
  return (
    <div className={isNarrow ? 'frame frame-narrow' : 'frame'}>
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <Rail isNarrow={isNarrow} onToggle={() => setNarrow(!isNarrow)} />
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
