import { useRef } from 'react';
import { widths } from './use-width.js';

/** The inspector's left edge: drag it, or move it with the arrow keys. */
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
        const step = { ArrowLeft: 20, ArrowRight: -20 }[event.key];
        if (step !== undefined) onWidth(width + step);
      }}
    />
  );
}
