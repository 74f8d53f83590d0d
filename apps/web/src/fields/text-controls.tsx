import { Textarea, TextInput } from '@mantine/core';
import type { FileContentField, MultilineField, PemField, TextField } from '@patchbay/fields';
import { type ControlProps, shownText, textOrNothing, useInputProps } from './control.js';
import { FileDrop } from './file-drop.js';
import { useForm } from './form-context.js';

export function TextControl(props: ControlProps<TextField>) {
  const form = useForm();
  const { field, path } = props;
  return (
    <TextInput
      {...useInputProps(props)}
      autoComplete="off"
      spellCheck={false}
      value={shownText(props)}
      onChange={(event) => form.change(path, textOrNothing(field, event.currentTarget.value))}
    />
  );
}

/** Several lines: text, a statement, certificates or a file's content. */
export function LongTextControl(props: ControlProps<MultilineField | PemField | FileContentField>) {
  const form = useForm();
  const input = useInputProps(props);
  const { field, path } = props;
  const area = (
    <Textarea
      {...input}
      autosize
      minRows={field.kind === 'multiline' ? 3 : 2}
      maxRows={12}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      {...(field.kind === 'pem' && field.placeholder === undefined
        ? { placeholder: '-----BEGIN CERTIFICATE-----' }
        : {})}
      value={shownText(props)}
      onChange={(event) => form.change(path, textOrNothing(field, event.currentTarget.value))}
    />
  );
  if (field.kind === 'multiline') return area;
  return (
    <FileDrop name={field.displayName} onText={(text) => form.change(path, text)}>
      {area}
    </FileDrop>
  );
}
