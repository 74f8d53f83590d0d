import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface SearchInputProps {
  label: string;
  placeholder: string;
  /** What is searched for now. */
  text: string;
  /** Called when nothing has been typed for a moment. */
  onSearch: (text: string) => void;
}

/** Searches while one types. */
export function SearchInput({ label, placeholder, text, onSearch }: SearchInputProps) {
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  const [known, setKnown] = useState(text);
  if (text !== known) {
    setKnown(text);
    // Changed from elsewhere, as by a button that clears it; what is typed meanwhile must not be taken back.
    if (text !== sent) setTyped(text);
  }
  const search = useDebouncedCallback((next: string) => {
    setSent(next);
    onSearch(next);
  }, 250);
  const change = (next: string) => {
    setTyped(next);
    search(next);
  };
  return (
    <TextInput
      className="filter-search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
