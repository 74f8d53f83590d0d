import { Alert } from '@mantine/core';
import { type Field, isVisible, isWithin } from '@patchbay/fields';
import { BooleanControl, OptionsControl } from './choice-controls.js';
import { CollectionControl } from './collection-control.js';
import type { ControlProps, FieldListProps } from './control.js';
import { canBeTemplate } from './expression.js';
import { FixedCollectionControl } from './fixed-collection-control.js';
import { useForm } from './form-context.js';
import { HeadersControl } from './headers-control.js';
import { JsonControl } from './json-control.js';
import { NumberControl } from './number-control.js';
import { OpenedSecret } from './opened-secret.js';
import { ReadOnlyField } from './read-only-field.js';
import { SecretControl } from './secret-control.js';
import { StoredSecret } from './stored-secret.js';
import { TemplateField } from './template-field.js';
import { LongTextControl, TextControl } from './text-controls.js';
import { getOwn, pointerOf } from './values.js';

/** The visible fields of one level, in the plugin's order. */
export function FieldList({ fields, path, values, effective }: FieldListProps) {
  const { root } = useForm();
  return Object.entries(fields)
    .filter(([, field]) => isVisible(field, effective, root))
    .map(([key, field]) => (
      <FieldView key={key} field={field} path={[...path, key]} value={getOwn(values, key)} />
    ));
}

/** One field: as text when it cannot change or is a secret that is kept, else the control of its kind. */
export function FieldView({ field, path, value }: ControlProps) {
  const form = useForm();
  if (form.isSaved && field.identity === true)
    return <ReadOnlyField field={field} path={path} value={value} />;
  const pointer = pointerOf(path);
  const isStored = !isContainer(field) && form.stored.some((stored) => isWithin(stored, pointer));
  if (form.Expression && canBeTemplate(field)) {
    return (
      <TemplateField field={field} path={path} value={value} Expression={form.Expression}>
        {form.draw?.({ field, path, value }) ?? <Control field={field} path={path} value={value} />}
      </TemplateField>
    );
  }
  if (!isStored) return <Control field={field} path={path} value={value} />;
  const isOpen = form.opened.has(pointer) || (form.reentryBecause.length > 0 && value !== null);
  if (!isOpen) return <StoredSecret field={field} path={path} isCleared={value === null} />;
  return (
    <OpenedSecret field={field} path={path}>
      <Control field={field} path={path} value={value} />
    </OpenedSecret>
  );
}

function isContainer({ kind }: Field): boolean {
  return kind === 'headers' || kind === 'collection' || kind === 'fixedCollection';
}

function Control({ field, path, value }: ControlProps) {
  switch (field.kind) {
    case 'text':
      return <TextControl field={field} path={path} value={value} />;
    case 'multiline':
    case 'pem':
    case 'fileContent':
      return <LongTextControl field={field} path={path} value={value} />;
    case 'number':
    case 'port':
      return <NumberControl field={field} path={path} value={value} />;
    case 'boolean':
      return <BooleanControl field={field} path={path} value={value} />;
    case 'options':
      return <OptionsControl field={field} path={path} value={value} />;
    case 'json':
      return <JsonControl field={field} path={path} value={value} />;
    case 'secret':
      return <SecretControl field={field} path={path} value={value} />;
    case 'headers':
      return <HeadersControl field={field} path={path} value={value} />;
    case 'collection':
      return <CollectionControl field={field} path={path} value={value} Inner={FieldView} />;
    case 'fixedCollection':
      return <FixedCollectionControl field={field} path={path} value={value} List={FieldList} />;
    case 'notice':
      return (
        <Alert color="gray" variant="outline">
          {field.description ?? field.displayName}
        </Alert>
      );
    case 'hidden':
      return null;
  }
}
