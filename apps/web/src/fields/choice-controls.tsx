import { NativeSelect, Switch } from '@mantine/core';
import type { BooleanField, OptionsField } from '@patchbay/fields';
import { type ControlProps, useInputProps } from './control.js';
import { useForm } from './form-context.js';
import { TextControl } from './text-controls.js';

export function BooleanControl(props: ControlProps<BooleanField>) {
  const form = useForm();
  const { field, path, value } = props;
  const { placeholder: _unused, required: _neverEmpty, ...input } = useInputProps(props);
  return (
    <Switch
      {...input}
      checked={(value ?? field.default ?? false) === true}
      onChange={(event) => form.change(path, event.currentTarget.checked)}
    />
  );
}

/** Options by their position, because their values may be numbers or booleans. */
export function OptionsControl(props: ControlProps<OptionsField>) {
  const form = useForm();
  const { field, path, value } = props;
  const { description, placeholder: _unused, ...input } = useInputProps(props);
  if (field.options.length === 0)
    return <TextControl {...props} field={{ ...field, kind: 'text' } as never} />;
  const effective = value ?? field.default;
  const chosen = field.options.findIndex((option) => option.value === effective);
  const options = field.options.map(({ name }, index) => ({ value: String(index), label: name }));
  const told = field.options[chosen]?.description;
  return (
    <NativeSelect
      {...input}
      description={
        <>
          {description} {told}
        </>
      }
      className="medium-input"
      data={chosen < 0 ? [{ value: '-1', label: 'Choose' }, ...options] : options}
      value={String(chosen)}
      onChange={(event) => form.change(path, field.options[Number(event.currentTarget.value)]?.value ?? null)}
    />
  );
}
