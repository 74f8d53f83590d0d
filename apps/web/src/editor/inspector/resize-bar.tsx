import { useRef } from 'react';
import { widths } from './use-width.js';

/** Pixels by which a key moves it. */
const step = 20;

/** The inspector's left edge: drag it, or move it with the arrow keys, Home and End. */
export function ResizeBar({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number }>(undefined);
  return (
    <div
      className="resize-bar"
      role="separator"
      tabIndex={0}
      aria-label="Width of the inspector"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={widths.least}
      aria-valuemax={widths.most}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (start.current) onWidth(start.current.width + start.current.x - event.clientX);
      }}
      onPointerUp={() => (start.current = undefined)}
      onKeyDown={(event) => {
        const next = widthBy(event.key, width);
        if (next === undefined) return;
        event.preventDefault();
        onWidth(next);
      }}
    />
  );
}

function widthBy(key: string, width: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return width + step;
    case 'ArrowRight':
      return width - step;
    case 'Home':
      return widths.least;
    case 'End':
      return widths.most;
    default:
      return undefined;
  }
}
