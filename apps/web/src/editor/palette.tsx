import { TextInput } from '@mantine/core';
import type { NodeDescription } from '@patchbay/contracts';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '../ui/dialog.js';
import { isolated } from '../ui/isolated.js';
import { PluginIcon } from '../ui/plugin-icon.js';
import { capitalized } from '../ui/words.js';

interface PaletteProps {
  catalog: readonly NodeDescription[];
  /** The pattern has no node yet: it begins with a trigger, so they come first. */
  isFirst: boolean;
  /** The name of the node after which the new one goes. */
  after: string | undefined;
  onChoose: (description: NodeDescription) => void;
  onClose: () => void;
}

/** Every kind of node, by search: arrows choose, Enter adds. */
export function Palette({ catalog, isFirst, after, onChoose, onClose }: PaletteProps) {
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = findNodes(catalog, search, { isFirst, needsInput: after !== undefined });
  const chosen = found[Math.min(at, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + found.length) % Math.max(found.length, 1));
    else if (event.key === 'Enter' && chosen) onChoose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={after === undefined ? 'Add a node' : `Add a node after ${isolated(after)}`}
      size="md"
      yOffset="10vh"
    >
      <TextInput
        data-autofocus
        aria-label="Search nodes"
        placeholder="Search by name or by what it does"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen && optionId(listId, chosen)}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label="Nodes" className="plain-list palette-list">
        {found.map((description) => (
          <PaletteOption
            key={description.type}
            id={optionId(listId, description)}
            description={description}
            isChosen={description === chosen}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="muted">No node is called or described like that.</p>}
    </Dialog>
  );
}

interface PaletteOptionProps {
  id: string;
  description: NodeDescription;
  isChosen: boolean;
  onChoose: (description: NodeDescription) => void;
}

function PaletteOption({ id, description, isChosen, onChoose }: PaletteOptionProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      className={isChosen ? 'palette-option is-chosen' : 'palette-option'}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={() => onChoose(description)}
    >
      <PluginIcon icon={description.icon} name={description.displayName} />
      <span className="grow">
        <strong>{description.displayName}</strong>
        <span className="muted small palette-words">{description.description}</span>
      </span>
      <span className="muted small">{capitalized(description.group)}</span>
    </li>
  );
}

function optionId(listId: string, { type }: NodeDescription): string {
  return `${listId}-${type}`;
}

/** Names that begin with the words come first. A node that follows another one needs an input. */
export function findNodes(
  catalog: readonly NodeDescription[],
  search: string,
  { isFirst, needsInput }: { isFirst: boolean; needsInput: boolean },
): NodeDescription[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return catalog
    .filter(({ inputs, available }) => available && (!needsInput || inputs.length > 0))
    .map((description) => ({ description, rank: rankOf(description, words) }))
    .filter(({ rank }) => rank > 0)
    .sort(
      (one, other) =>
        other.rank - one.rank ||
        (isFirst ? byTrigger(one.description, other.description) : 0) ||
        compareNames(one.description, other.description),
    )
    .map(({ description }) => description);
}

function rankOf({ displayName, description, type }: NodeDescription, words: readonly string[]): number {
  const name = displayName.toLowerCase();
  const all = `${name} ${description.toLowerCase()} ${type.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return 0;
  if (words.length === 0) return 1;
  return name.startsWith(words[0] ?? '') ? 3 : words.every((word) => name.includes(word)) ? 2 : 1;
}

function byTrigger(one: NodeDescription, other: NodeDescription): number {
  return Number(other.group === 'trigger') - Number(one.group === 'trigger');
}

function compareNames(one: NodeDescription, other: NodeDescription): number {
  return one.displayName.localeCompare(other.displayName);
}
