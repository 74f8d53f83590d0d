import { Accordion, Stack } from '@mantine/core';
import {
  applyDefaults,
  type Field,
  type FieldMap,
  isSecretField,
  isVisible,
  isWithin,
  type JsonObject,
  type Section,
} from '@patchbay/fields';
import { FormProvider } from './form-context.js';
import { FieldList } from './field-view.js';
import type { FieldForm } from './use-field-form.js';
import { valueWords } from './value-words.js';
import { getOwn, pointerOf, sameValue } from './values.js';

interface SectionsProps {
  fields: FieldMap;
  form: FieldForm;
  open: string[];
  onOpen: (sections: string[]) => void;
}

const folded: [Section, string][] = [
  ['tls', 'TLS'],
  ['pool', 'Connection pool'],
  ['advanced', 'Advanced'],
];

/** The main fields, then the sections, each folded up with a summary of what differs from the default. */
export function Sections({ fields, form, open, onOpen }: SectionsProps) {
  const { values, access } = form;
  const list = (part: FieldMap) => (
    <Stack gap="md">
      <FieldList fields={part} path={[]} values={values} effective={access.root} />
    </Stack>
  );
  const present = folded
    .map(([section, name]) => ({ section, name, part: sectionOf(fields, section) }))
    .filter(({ part }) => Object.values(part).some((field) => isVisible(field, access.root)));
  return (
    <FormProvider value={access}>
      {list(sectionOf(fields, 'main'))}
      {present.length > 0 && (
        <Accordion
          multiple
          value={open}
          onChange={onOpen}
          variant="separated"
          mt="lg"
          order={2}
          className="sections"
        >
          {present.map(({ section, name, part }) => (
            <Accordion.Item key={section} value={section}>
              <Accordion.Control>
                <span className="section-name">{name}</span>{' '}
                <span className="muted small">{summary(part, form)}</span>
              </Accordion.Control>
              <Accordion.Panel>{list(part)}</Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </FormProvider>
  );
}

/** The sections in which these pointers lie, so that a problem in one unfolds it. */
export function sectionsWith(fields: FieldMap, pointers: readonly string[]): string[] {
  return folded
    .map(([section]) => section)
    .filter((section) =>
      Object.keys(sectionOf(fields, section)).some((key) =>
        pointers.some((pointer) => isWithin(pointer, pointerOf([key]))),
      ),
    );
}

function sectionOf(fields: FieldMap, section: Section): FieldMap {
  return Object.fromEntries(
    Object.entries(fields).filter(([, field]) => (field.section ?? 'main') === section),
  );
}

function summary(fields: FieldMap, { access, values }: FieldForm): string {
  const parts = Object.entries(fields)
    .filter(([, field]) => isVisible(field, access.root))
    .map(([key, field]) => difference(key, field, fields, values, access.stored));
  return parts.filter((part) => part !== undefined).join(' · ') || 'Defaults';
}

function difference(
  key: string,
  field: Field,
  fields: FieldMap,
  values: JsonObject,
  stored: readonly string[],
): string | undefined {
  const isStored = stored.some((pointer) => isWithin(pointer, pointerOf([key])));
  const value = getOwn(applyDefaults(fields, values), key);
  if (isSecretField(field)) {
    return isStored || (value !== undefined && value !== '') ? `${field.displayName} set` : undefined;
  }
  const usual = field.default as typeof value;
  if (!isStored && (value === undefined || value === '' || sameValue(value, usual))) return undefined;
  return `${field.displayName} ${isStored ? 'set' : valueWords(field, value)}`;
}
