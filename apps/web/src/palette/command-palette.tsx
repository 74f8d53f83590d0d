import './palette.css';
import { Loader, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.js';
import { findEntries, type PaletteEntry } from './entry.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { useEntries } from './use-entries.js';
import { Name } from '../ui/name.js';

/** Every page, pattern, connection and action, found by typing. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const listId = useId();
  const [search, setSearch] = useState('');
  const { entries, isSearching, error } = useEntries(search);
  /** Enter was pressed before the server had answered. */
  const isEntered = useRef(false);
  const [index, setIndex] = useState(0);
  const found = findEntries(entries, search);
  const chosen = found[Math.min(index, found.length - 1)];
  const leave = (go: (() => void) | undefined) => {
    onClose();
    go?.();
  };
  const preparing = useMutation({
    mutationFn: (prepare: () => Promise<() => void>) => prepare(),
    onSuccess: leave,
  });
  const failed = preparing.error ?? error;
  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined || preparing.isPending) return;
    if (entry.prepare) preparing.mutate(entry.prepare);
    else leave(entry.go);
  };
  useEffect(() => {
    if (isSearching || !isEntered.current) return;
    isEntered.current = false;
    run(chosen);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setIndex(Math.max(0, Math.min(found.length - 1, index + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      isEntered.current = chosen === undefined && isSearching;
      run(chosen);
    }
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Go to or do"
      classNames={{ header: 'only-heard' }}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
    >
      <TextInput
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-label="Go to or do"
        {...(chosen === undefined ? {} : { 'aria-activedescendant': `${listId} ${chosen.id}` })}
        placeholder="Go to a page, a pattern or a connection, or do something"
        leftSection={preparing.isPending ? <Loader size={16} /> : <IconSearch size={16} aria-hidden />}
        size="md"
        variant="unstyled"
        className="commands-search"
        data-autofocus
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setIndex(0);
          isEntered.current = false;
        }}
        onKeyDown={onKeyDown}
      />
      <div aria-live="polite">{failed !== null && <ErrorNotice error={failed} />}</div>
      <ul className="plain-list commands" role="listbox" id={listId} aria-label="Found">
        {found.map((entry) => (
          <Option
            key={entry.id}
            id={`${listId} ${entry.id}`}
            entry={entry}
            isChosen={entry === chosen}
            onChoose={run}
          />
        ))}
      </ul>
      {found.length === 0 && error === null && (
        <p className="muted flat commands-none">
          {isSearching ? 'Searching…' : 'Nothing is called like that.'}
        </p>
      )}
    </Dialog>
  );
}

interface OptionProps {
  id: string;
  entry: PaletteEntry;
  isChosen: boolean;
  onChoose: (entry: PaletteEntry) => void;
}

function Option({ id, entry, isChosen, onChoose }: OptionProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      className={isChosen ? 'command is-chosen' : 'command'}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={() => onChoose(entry)}
    >
      <span className="grow">
        <Name>{entry.name}</Name>
      </span>
      <span className="muted small">{entry.kind}</span>
    </li>
  );
}
