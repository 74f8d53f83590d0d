import { NativeSelect, Textarea } from '@mantine/core';
import type { About } from './about.js';
import { MetadataFields } from './metadata-fields.js';
import { scopes, scopeWords } from './scopes.js';
import { TagsField } from './tags-field.js';
import type { useAbout } from './use-about.js';

/** Who sees it, and what helps to find it again. */
export function AboutFields({ said }: { said: ReturnType<typeof useAbout> }) {
  const { about, change, problemOf } = said;
  const { scope, description, tags, metadata } = about;
  return (
    <>
      <NativeSelect
        label="Who sees it"
        className="medium-input"
        data={scopes.map((value) => ({ value, label: scopeWords[value] }))}
        value={scope}
        onChange={(event) => change({ scope: event.currentTarget.value as About['scope'] })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={1}
        maxRows={6}
        data-pointer="/description"
        error={problemOf('description')}
        value={description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <TagsField tags={tags} error={problemOf('tags')} onChange={(next) => change({ tags: next })} />
      <MetadataFields rows={metadata} onChange={(next) => change({ metadata: next })} />
    </>
  );
}
