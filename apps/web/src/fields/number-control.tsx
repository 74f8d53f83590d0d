import { NumberInput } from '@mantine/core';
import type { NumberField, PortField } from '@patchbay/fields';
import { type ControlProps, useInputProps } from './control.js';
import { useForm } from './form-context.js';

/** An emptied number means the default, which stands in the empty input as its placeholder. */
export function NumberControl(props: ControlProps<NumberField | PortField>) {
  const form = useForm();
  const { field, path, value } = props;
  const isWhole = field.kind === 'port' || field.integer === true;
  const shown = value === undefined ? field.default : value;
  return (
    <NumberInput
      {...useInputProps(props)}
      {...(field.default === undefined ? {} : { placeholder: String(field.default) })}
      allowDecimal={!isWhole}
      clampBehavior="none"
      hideControls
      inputMode={isWhole ? 'numeric' : 'decimal'}
      className="short-input"
      autoComplete="off"
      value={typeof shown === 'number' || typeof shown === 'string' ? shown : ''}
      onChange={(next) => form.change(path, next === '' ? null : next)}
    />
  );
}
