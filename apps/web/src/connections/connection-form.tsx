import './connections.css';
import { Stack, TextInput } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { IconClipboard } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useRef } from 'react';
import { Sections } from '../fields/sections.js';
import { PluginIcon } from '../ui/plugin-icon.js';
import { SafeLink } from '../ui/safe-link.js';
import { UnsavedGuard } from '../ui/unsaved-guard.js';
import { AboutFields } from './about-fields.js';
import type { ConnectionFormProps } from './connection-form-props.js';
import { FormBar } from './form-bar.js';
import { useConnectionForm } from './use-connection-form.js';

/** Name first, then what the plugin declares, then the sections; the bar at the foot tests and saves. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { connector, fields, connection } = props;
  const box = useRef<HTMLFormElement>(null);
  const form = useConnectionForm(props, box);
  const onDirty = props.within?.onDirty;
  useEffect(() => onDirty?.(form.isDirty), [onDirty, form.isDirty]);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    form.save();
  };
  return (
    <form
      ref={box}
      onSubmit={onSubmit}
      noValidate
      className="connection-form"
      aria-label={connector.displayName}
      data-connector={connector.type}
      {...form.paste.handlers}
    >
      <UnsavedGuard isDirty={form.isDirty} />
      <Stack gap="md" className="card form-card">
        <ConnectorHead connector={connector} />
        <p className="muted small flat paste-hint">
          <IconClipboard size={15} aria-hidden /> Paste a connection URL, a .env block, a cURL command or a
          key anywhere here, and the fields fill themselves.
        </p>
        <TextInput
          label="Name"
          description="How you and others will know it"
          required
          autoComplete="off"
          autoFocus={connection === undefined}
          data-pointer="/name"
          error={form.said.problemOf('name')}
          value={form.said.about.name}
          onChange={(event) => form.said.change({ name: event.currentTarget.value })}
        />
        {connection && (
          <p className="muted small flat">
            What it connects to cannot change, because patterns rely on it.{' '}
            <Link to="/connections/new" search={{ from: connection.id }} className="text-link">
              Duplicate it
            </Link>{' '}
            to connect to something else.
          </p>
        )}
        <Sections fields={fields} form={form.fieldForm} open={form.open} onOpen={form.setOpen} />
        <AboutFields said={form.said} />
      </Stack>
      <FormBar
        form={form}
        connectionId={connection?.id}
        onOther={props.onOther}
        onCancel={props.within?.onCancel}
      />
    </form>
  );
}

function ConnectorHead({ connector }: { connector: ConnectorDescription }) {
  return (
    <div className="connector-head">
      <PluginIcon icon={connector.icon} name={connector.displayName} size={36} />
      <span className="type-text">
        <span className="type-name">{connector.displayName}</span>
        <span className="muted small">
          {connector.description} <SafeLink href={connector.documentationUrl}>Documentation</SafeLink>
        </span>
      </span>
    </div>
  );
}
