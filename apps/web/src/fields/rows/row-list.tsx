import { ActionIcon, Button } from '@mantine/core';
import type { JsonObject } from '@patchbay/fields';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { moved, useRowIds } from './use-row-ids.js';

interface RowListProps {
  rows: readonly JsonObject[];
  /** What a row is called, such as "field". */
  name: string;
  /** What a new row holds. */
  start?: JsonObject;
  /** How many there may be. */
  most?: number;
  onChange: (rows: JsonObject[]) => void;
  children: (row: JsonObject, index: number) => ReactNode;
}

/** Rows that are added, removed, and moved by buttons or by Alt and the arrows. */
export function RowList({ rows, name, start = {}, most = Infinity, onChange, children }: RowListProps) {
  const box = useRef<HTMLOListElement>(null);
  const { ids, remove, move } = useRowIds(rows.length);
  const focus = (index: number) =>
    requestAnimationFrame(() => {
      box.current?.children[index]?.querySelector<HTMLElement>('input, [contenteditable], textarea')?.focus();
    });
  const moveRow = (from: number, to: number) => {
    if (to < 0 || to >= rows.length) return;
    move(from, to);
    onChange(moved(rows, from, to));
    focus(to);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
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
              isFirst={index === 0}
              isLast={index === rows.length - 1}
              onMove={(step) => moveRow(index, index + step)}
              onRemove={() => {
                remove(index);
                onChange(rows.toSpliced(index, 1));
              }}
            />
          </li>
        ))}
      </ol>
      <Button
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

interface RowToolsProps {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

function RowTools({ name, isFirst, isLast, onMove, onRemove }: RowToolsProps) {
  return (
    <div className="row-tools">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        disabled={isFirst}
        aria-label={`Move ${name} up`}
        title="Move up (Alt ↑)"
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        disabled={isLast}
        aria-label={`Move ${name} down`}
        title="Move down (Alt ↓)"
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
