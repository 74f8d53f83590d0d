import { ActionIcon, Tooltip } from '@mantine/core';
import type { JsonValue } from '@patchbay/fields';
import { IconEqual } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ControlProps } from './control.js';
import { type ExpressionControl, isTemplate } from './expression.js';
import { useForm } from './form-context.js';

interface TemplateFieldProps extends ControlProps {
  Expression: ExpressionControl;
  /** The control for a literal value. */
  children: ReactNode;
}

/** A field that is a literal value or a template, with a switch between the two. Typing `=` switches too. */
export function TemplateField({ field, path, value, Expression, children }: TemplateFieldProps) {
  const form = useForm();
  const isComputed = isTemplate(value);
  const [wasFixed] = useState(!isComputed);
  const box = useFocusOnFixed(isComputed);
  if (isComputed) {
    return (
      <Expression
        field={field}
        path={path}
        value={value}
        takesFocus={wasFixed}
        onFixed={() => form.change(path, undefined)}
      />
    );
  }
  return (
    <div className="template-field" ref={box}>
      {children}
      <Tooltip label="Compute with an expression">
        <ActionIcon
          className="template-switch"
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Compute ${field.displayName} with an expression`}
          onClick={() => form.change(path, templateOf(value ?? (field.default as JsonValue | undefined)))}
        >
          <IconEqual size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Who goes back to a fixed value goes on in its input: what had the focus is gone. */
function useFocusOnFixed(isComputed: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const was = useRef(isComputed);
  useEffect(() => {
    const isFreed = was.current && !isComputed && document.activeElement === document.body;
    was.current = isComputed;
    if (isFreed) box.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [isComputed]);
  return box;
}

/** What was there stays, as far as it reads as text. */
function templateOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return `=${value}`;
  return typeof value === 'number' || typeof value === 'boolean' ? `={{ ${String(value)} }}` : '={{  }}';
}
