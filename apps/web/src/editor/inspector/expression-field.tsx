import { ActionIcon, Input, Skeleton, Tooltip } from '@mantine/core';
import { IconLetterT } from '@tabler/icons-react';
import { lazy, Suspense, useId } from 'react';
import { type ControlProps, useInputProps } from '../../fields/control.js';
import { useForm } from '../../fields/form-context.js';
import { useCompletions } from './completion/use-completions.js';
import { useInspectedNode } from './node-context.js';
import { Preview } from './preview.js';

const load = () => import('./template-editor.js');
const TemplateEditor = lazy(load);

/** CodeMirror comes with the first node that is opened: who types `=` goes on typing at once. */
export function loadTemplateEditor(): void {
  // Whoever needs it asks again, and is told then.
  void load().catch(() => undefined);
}

/** A parameter that is computed: an editor for its template, with the value for the chosen item below. */
export function ExpressionField(props: ControlProps & { takesFocus: boolean; onFixed: () => void }) {
  const { field, path, value, takesFocus, onFixed } = props;
  const form = useForm();
  const node = useInspectedNode();
  const roots = useCompletions(node);
  const { label, description, error, required, 'data-pointer': pointer } = useInputProps(props);
  const id = useId();
  const template = typeof value === 'string' ? value.slice(1) : '';
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={error}
      required={required}
      className="template-field"
      labelElement="div"
    >
      <Suspense fallback={<Skeleton height={34} data-pointer={pointer} data-loading />}>
        <TemplateEditor
          label={`${field.displayName}, expression`}
          pointer={pointer}
          describedBy={error === undefined ? undefined : `${id}-error`}
          value={template}
          roots={roots}
          takesFocus={takesFocus}
          onChange={(text) => form.change(path, `=${text}`)}
        />
      </Suspense>
      <Tooltip label="Use a fixed value">
        <ActionIcon
          className="template-switch"
          variant="light"
          size="sm"
          aria-label={`Use a fixed value for ${field.displayName}`}
          onClick={onFixed}
        >
          <IconLetterT size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Preview node={node} template={`=${template}`} said={typeof error === 'string' ? error : undefined} />
    </Input.Wrapper>
  );
}
