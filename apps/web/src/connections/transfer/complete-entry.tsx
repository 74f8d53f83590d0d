import { Button, Stack } from '@mantine/core';
import type { FieldMap, JsonObject } from '@patchbay/fields';
import { type SubmitEvent, useRef } from 'react';
import { FieldList } from '../../fields/field-view.js';
import { FormProvider } from '../../fields/form-context.js';
import { useFieldForm } from '../../fields/use-field-form.js';
import { focusFirst } from '../show-problems.js';
import { isolated } from '../../ui/isolated.js';

interface CompleteEntryProps {
  name: string;
  fields: FieldMap;
  onComplete: (config: JsonObject) => void;
}

/** What an entry lacks, to be entered. It leads to another plan; nothing is written yet. */
export function CompleteEntry({ name, fields, onComplete }: CompleteEntryProps) {
  const box = useRef<HTMLFormElement>(null);
  const form = useFieldForm({ fields, initial: {} });
  const { access, problems, values } = form;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (problems.length === 0) return onComplete(form.request());
    const pointers = problems.map(({ pointer }) => pointer);
    focusFirst(box.current, pointers, form.showProblems);
  };
  return (
    <form
      ref={box}
      onSubmit={onSubmit}
      noValidate
      className="import-complete"
      aria-label={`What ${isolated(name)} lacks`}
    >
      <Stack gap="sm">
        <FormProvider value={access}>
          <FieldList fields={fields} path={[]} values={values} effective={access.root} />
        </FormProvider>
        <Button type="submit" size="compact-sm" variant="default" w="fit-content">
          Complete {isolated(name)}
        </Button>
      </Stack>
    </form>
  );
}
