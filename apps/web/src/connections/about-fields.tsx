import { NativeSelect, TagsInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionFacetsQuery } from '../api/queries.js';
import type { About } from './about.js';
import { MetadataFields } from './metadata-fields.js';
import { scopes, scopeWords } from './scopes.js';

interface AboutFieldsProps {
  about: About;
  onChange: (part: Partial<About>) => void;
}

/** Who sees it, and what helps to find it again. */
export function AboutFields({ about: { scope, description, tags, metadata }, onChange }: AboutFieldsProps) {
  const { data } = useQuery(connectionFacetsQuery);
  return (
    <>
      <NativeSelect
        label="Who sees it"
        className="medium-input"
        data={scopes.map((value) => ({ value, label: scopeWords[value] }))}
        value={scope}
        onChange={(event) => onChange({ scope: event.currentTarget.value as About['scope'] })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={1}
        maxRows={6}
        value={description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <TagsInput
        label="Tags"
        description="Enter after each; the list can be narrowed by them"
        data={data?.tags ?? []}
        maxTags={50}
        maxLength={50}
        clearable
        clearButtonProps={{ 'aria-label': 'Remove every tag' }}
        value={tags}
        onChange={(next) => onChange({ tags: next })}
      />
      <MetadataFields rows={metadata} onChange={(next) => onChange({ metadata: next })} />
    </>
  );
}
