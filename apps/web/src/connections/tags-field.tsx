import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionFacetsQuery } from '../api/queries.js';

interface TagsFieldProps {
  tags: string[];
  error?: string | undefined;
  onChange: (tags: string[]) => void;
}

/** Offers the tags that there are. */
export function TagsField({ tags, error, onChange }: TagsFieldProps) {
  const { data } = useQuery(connectionFacetsQuery);
  return (
    <TagsInput
      label="Tags"
      description="Enter after each; the list can be narrowed by them"
      data={data?.tags ?? []}
      maxTags={50}
      maxLength={50}
      clearable
      clearButtonProps={{ 'aria-label': 'Remove every tag' }}
      data-pointer="/tags"
      error={error}
      value={tags}
      onChange={onChange}
    />
  );
}
