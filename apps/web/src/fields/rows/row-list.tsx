import { Button } from '@mantine/core';
import type { JsonObject } from '@patchbay/fields';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { RowAction } from './row-action.js';
import { moved, useRowIds } from './use-row-ids.js';

interface RowListProps {
  rows: readonly JsonObject[];
  /** What a row is called, such as "field". */
  name: string;
  /** What a new row holds. */
  start?: JsonObject;
  /** How many there may be. */
  most?: number;
  /** Whether it matters which comes first. */
  isOrdered?: boolean;
  onChange: (rows: JsonObject[]) => void;
  children: (row: JsonObject, index: number) => ReactNode;
}

/** Rows that are added, removed, and moved by buttons or by Alt and the arrows. */
export function RowList(props: RowListProps) {
  const { rows, name, start = {}, most = Infinity, isOrdered = true, onChange, children } = props;
  const box = useRef<HTMLOListElement>(null);
  const { ids, remove, move } = useRowIds(rows.length);
  const addButton = useRef<HTMLButtonElement>(null);
  /** Once the change is drawn. Where there is no row, the button that adds one is next. */
  const focus = (index: number) =>
    requestAnimationFrame(() => (firstControl(box.current?.children[index]) ?? addButton.current)?.focus());
  const moveRow = (from: number, to: number) => {
    if (to < 0 || to >= rows.length) return;
    move(from, to);
    onChange(moved(rows, from, to));
    focus(to);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = isOrdered && event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    moveRow(index, index + step);
  };
  return (
    <>
      <ol className="plain-list rows" ref={box}>
        {rows.map((row, index) => (
          <li key={ids[index]} className="row-card" onKeyDown={(event) => onKeyDown(event, index)}>
            <div role="group" aria-label={`${name} ${index + 1}`} className="row-cells">
              {children(row, index)}
            </div>
            <RowTools
              name={`${name} ${index + 1}`}
              mayRise={index > 0}
              mayFall={index < rows.length - 1}
              onMove={isOrdered ? (step) => moveRow(index, index + step) : undefined}
              onRemove={() => {
                remove(index);
                onChange(rows.toSpliced(index, 1));
                // The button that was pressed is gone.
                focus(index);
              }}
            />
          </li>
        ))}
      </ol>
      <Button
        ref={addButton}
        variant="default"
        size="compact-sm"
        w="fit-content"
        disabled={rows.length >= most}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          onChange([...rows, start]);
          focus(rows.length);
        }}
      >
        Add {name}
      </Button>
    </>
  );
}

/** What one fills in, before what one presses. */
function firstControl(row: Element | undefined): HTMLElement | null | undefined {
  const inputs = 'input:not([type=hidden]), [contenteditable=true], textarea, select';
  return row?.querySelector<HTMLElement>(inputs) ?? row?.querySelector<HTMLElement>('button');
}

interface RowToolsProps {
  name: string;
  mayRise: boolean;
  mayFall: boolean;
  /** Absent where the order does not matter. */
  onMove: ((step: -1 | 1) => void) | undefined;
  onRemove: () => void;
}

function RowTools({ name, mayRise, mayFall, onMove, onRemove }: RowToolsProps) {
  return (
    <div className="row-tools">
      {onMove && (
        <>
          <RowAction
            name={`Move ${name} up`}
            hint="Move up (Alt ↑)"
            Icon={IconArrowUp}
            size="sm"
            disabled={!mayRise}
            onClick={() => onMove(-1)}
          />
          <RowAction
            name={`Move ${name} down`}
            hint="Move down (Alt ↓)"
            Icon={IconArrowDown}
            size="sm"
            disabled={!mayFall}
            onClick={() => onMove(1)}
          />
        </>
      )}
      <RowAction name={`Remove ${name}`} Icon={IconTrash} size="sm" onClick={onRemove} />
    </div>
  );
}
