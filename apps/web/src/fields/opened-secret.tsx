import { Button, Group } from '@mantine/core';
import type { Field } from '@patchbay/fields';
import { type ReactNode, useEffect, useRef } from 'react';
import { useForm } from './form-context.js';
import { type Path, pointerOf } from './values.js';

interface OpenedSecretProps {
  field: Field;
  path: Path;
  children: ReactNode;
}

/** The empty input after Change, with the way back. No way back while the destination has changed. */
export function OpenedSecret({ field, path, children }: OpenedSecretProps) {
  const form = useForm();
  const box = useRef<HTMLDivElement>(null);
  const wasChosen = form.opened.has(pointerOf(path));
  useEffect(() => {
    if (wasChosen) box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [wasChosen]);
  const mustEnter = form.reentryBecause.length > 0;
  return (
    <div ref={box}>
      {children}
      <Group gap={6} mt={6}>
        {!mustEnter && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Keep old ${field.displayName}`}
            onClick={() => form.keep(path)}
          >
            Keep old
          </Button>
        )}
        {mustEnter && field.required !== true && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Remove ${field.displayName}`}
            onClick={() => form.change(path, null)}
          >
            Remove
          </Button>
        )}
        {mustEnter && (
          <span className="muted small">
            Enter it again because {form.reentryBecause.join(', ')} changed: a stored secret is sent only
            where it was meant to go.
          </span>
        )}
      </Group>
    </div>
  );
}
