import { ActionIcon, Tooltip } from '@mantine/core';
import type { JsonValue } from '@patchbay/fields';
import { IconEqual } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
  if (isTemplate(value)) {
    return (
      <Expression field={field} path={path} value={value} onFixed={() => form.change(path, undefined)} />
    );
  }
  return (
    <div className="template-field">
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

/** What was there stays, as far as it reads as text. */
function templateOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return `=${value}`;
  return typeof value === 'number' || typeof value === 'boolean' ? `={{ ${String(value)} }}` : '={{  }}';
}
