import { Button, Group } from '@mantine/core';
import { MASK, type Field } from '@patchbay/fields';
import { RelativeTime } from '../ui/relative-time.js';
import { fieldHelp } from './field-help.js';
import { useForm } from './form-context.js';
import { type Path, pointerOf } from './values.js';

interface StoredSecretProps {
  field: Field;
  path: Path;
  isCleared: boolean;
}

/** A secret that is set: text, never an input. Only Change opens an input, and that one is empty. */
export function StoredSecret({ field, path, isCleared }: StoredSecretProps) {
  const form = useForm();
  const problem = form.problemAt(pointerOf(path));
  return (
    <div className="read-only-field">
      <span className="field-label">{field.displayName}</span>
      <span className="field-help">{fieldHelp(field)}</span>
      <Group gap="sm">
        {isCleared ? (
          <span>Will be removed when you save</span>
        ) : (
          <span>
            <span className="mono" aria-label="A value">
              {form.maskedText(path) ?? MASK}
            </span>{' '}
            <span className="muted">
              set {form.secretsSetAt !== null && <RelativeTime time={form.secretsSetAt} />}
            </span>
          </span>
        )}
        <StoredActions field={field} path={path} isCleared={isCleared} />
      </Group>
      {problem !== undefined && (
        <p className="problem-text small flat" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function StoredActions({ field, path, isCleared }: StoredSecretProps) {
  const form = useForm();
  const small = { size: 'compact-sm', variant: 'default' } as const;
  if (isCleared) {
    return (
      <Button {...small} aria-label={`Keep old ${field.displayName}`} onClick={() => form.keep(path)}>
        Keep old
      </Button>
    );
  }
  return (
    <Group gap={6}>
      <Button
        {...small}
        aria-label={`Change ${field.displayName}`}
        data-pointer={pointerOf(path)}
        onClick={() => form.open(path)}
      >
        Change
      </Button>
      {field.required !== true && (
        <Button {...small} aria-label={`Remove ${field.displayName}`} onClick={() => form.change(path, null)}>
          Remove
        </Button>
      )}
    </Group>
  );
}
