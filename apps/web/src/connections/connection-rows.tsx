import './list.css';
import type { ConnectionSummary, ConnectorDescription } from '@patchbay/contracts';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Selection } from './bulk/use-selection.js';
import { ConnectionRow } from './connection-row.js';

interface ConnectionRowsProps {
  connections: ConnectionSummary[];
  catalog: ConnectorDescription[];
  /** Whether the server has more than these. */
  hasMore: boolean;
  /** Called as the end comes near. */
  onNearEnd: () => void;
  selection: Selection;
}

const usualSize = () => 65;
/** Rows before the end at which the next page is asked for, so that nobody sees the end. */
const near = 40;

/** Draws only the rows in sight, however many there are; each says which of how many it is. */
export function ConnectionRows({ connections, catalog, hasMore, onNearEnd, selection }: ConnectionRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number>();
  const icons = useMemo(() => new Map(catalog.map(({ type, icon }) => [type, icon])), [catalog]);
  // What stands above may be drawn later and change its height.
  useLayoutEffect(() => {
    const measure = () => setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  // Always the same function: with another one the places of all rows would be counted anew at every step.
  const keyOf = useCallback((index: number) => connections[index]?.id ?? index, [connections]);
  const virtual = useWindowVirtualizer<HTMLLIElement>({
    count: connections.length,
    estimateSize: usualSize,
    overscan: 10,
    scrollMargin: top,
    getItemKey: keyOf,
    rangeExtractor: (range) => withFocused(range, focused),
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const isNearEnd = hasMore && last >= connections.length - near;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  return (
    <ul
      ref={list}
      className="plain-list card card-flush connection-rows"
      aria-label="Connections"
      style={{ height: virtual.getTotalSize() }}
      onFocus={({ target }) => setFocused(indexOf(target))}
      onBlur={() => setFocused(undefined)}
    >
      {rows.map(({ index, key, start }) => {
        const connection = connections[index];
        if (connection === undefined) return null;
        return (
          <ConnectionRow
            key={key}
            connection={connection}
            icon={icons.get(connection.type)}
            index={index}
            // -1 is "not known yet".
            total={hasMore ? -1 : connections.length}
            top={start - top}
            measure={virtual.measureElement}
            isSelected={selection.ids.has(connection.id)}
            onSelect={selection.toggle}
          />
        );
      })}
    </ul>
  );
}

/** The row that has the focus stays when it is scrolled out of sight: the focus would be lost with it. */
function withFocused(range: Range, focused: number | undefined): number[] {
  const rows = defaultRangeExtractor(range);
  if (focused === undefined || focused >= range.count || rows.includes(focused)) return rows;
  return [...rows, focused].sort((a, b) => a - b);
}

function indexOf(element: Element): number | undefined {
  const index = element.closest('li')?.dataset['index'];
  return index === undefined ? undefined : Number(index);
}
