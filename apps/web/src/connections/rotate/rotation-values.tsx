import { Button, Stack, TextInput } from '@mantine/core';
import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/fields';
import { type SubmitEvent, useMemo } from 'react';
import { FieldList } from '../../fields/field-view.js';
import { fieldsOf } from '../../fields/fields-of.js';
import { FormProvider } from '../../fields/form-context.js';
import { isPlaced } from '../../fields/problems.js';
import { RotationFailure } from './rotation-failure.js';
import { secretFieldsOf } from './secret-fields.js';
import type { RotationState } from './use-rotation.js';
import { Name } from '../../ui/name.js';

interface RotationValuesProps {
  rotation: RotationState;
  connection: ConnectionDetail;
  connector: ConnectorDescription;
  onClose: () => void;
}

/** Secret fields alone, and why they change. */
export function RotationValues({ rotation, connection, connector, onClose }: RotationValuesProps) {
  const { form, reason, setReason, trying, saving, tryValues } = rotation;
  const fields = useMemo(() => secretFieldsOf(fieldsOf(connector)), [connector]);
  const isHere = ({ pointer }: FieldProblem) => isPlaced(fields, form.access.root, pointer);
  const isAtFields = form.told.length > 0 && form.told.every(isHere);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    tryValues();
  };
  return (
    <form onSubmit={onSubmit} noValidate className="rotate-step" aria-label="New values">
      <Stack gap="md" className="rotate-content">
        <p className="muted flat">
          Enter the new secrets of{' '}
          <span className="mono">
            <Name>{connection.hostSummary ?? connection.name}</Name>
          </span>
          . They are tested first; the old ones stay in use until you save.
        </p>
        <FormProvider value={{ ...form.access, touch: nothing }}>
          <FieldList fields={fields} path={[]} values={form.values} effective={form.access.root} />
        </FormProvider>
        <TextInput
          label="Reason"
          description="For those who read the history"
          placeholder="Yearly rotation"
          autoComplete="off"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <RotationFailure error={trying.error ?? saving.error} isAtFields={isAtFields} />
      </Stack>
      <div className="rotate-foot">
        <Button variant="subtle" color="gray" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={trying.isPending} disabled={!form.hasInput}>
          Test the new values
        </Button>
      </div>
    </form>
  );
}

/** The drawer moves the focus as it opens; an empty field that was left by that is no mistake yet. */
function nothing(): void {
  return undefined;
}
