import { PasswordInput, Textarea } from '@mantine/core';
import type { SecretField } from '@patchbay/fields';
import { type ControlProps, useInputProps } from './control.js';
import { FileDrop } from './file-drop.js';
import { useForm } from './form-context.js';

/** A secret that is being entered. It starts empty: neither a stored value nor the mask ever stands in it. */
export function SecretControl(props: ControlProps<SecretField>) {
  const form = useForm();
  const input = useInputProps(props);
  const { field, path, value } = props;
  const text = typeof value === 'string' ? value : '';
  const change = (next: string) => form.change(path, next === '' ? undefined : next);
  const isLong = field.multiline === true || field.format !== undefined;
  if (!isLong) {
    return (
      <PasswordInput
        {...input}
        // Keeps password managers from filling the login of this page into a connection.
        autoComplete="new-password"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  }
  return (
    <FileDrop name={field.displayName} onText={change}>
      <Textarea
        {...input}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </FileDrop>
  );
}
