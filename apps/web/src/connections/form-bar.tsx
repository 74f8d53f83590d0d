import { Button } from '@mantine/core';
import { isPatchbayError } from '@patchbay/errors';
import type { FieldProblem } from '@patchbay/fields';
import { useNavigate } from '@tanstack/react-router';
import { ErrorNotice } from '../ui/error-notice.js';
import { MeanwhileChanged } from './meanwhile-changed.js';
import { PasteNotice } from './paste/paste-notice.js';
import type { Filling } from './paste/suggestion.js';
import { isProblem } from './queries.js';
import { TestResult } from './test-result.js';
import type { ConnectionFormState } from './use-connection-form.js';

interface FormBarProps {
  form: ConnectionFormState;
  connectionId: string | undefined;
  onOther: ((filling: Filling) => void) | undefined;
  onCancel: (() => void) | undefined;
}

/** Cancel, Test, Save; what came of it stands beside the buttons. */
export function FormBar({ form, connectionId, onOther, onCancel }: FormBarProps) {
  const navigate = useNavigate();
  const { testing, saving } = form;
  const isBusy = testing.isPending || saving.isPending;
  const leave = () =>
    void (connectionId === undefined
      ? navigate({ to: '/connections', search: {} })
      : navigate({ to: '/connections/$id', params: { id: connectionId } }));
  return (
    <div className="form-bar">
      <div className="form-bar-result" aria-live="polite">
        <PasteNotice paste={form.paste} onOther={onOther} />
        {saving.isError && connectionId !== undefined && isProblem(saving.error, 'version-conflict') ? (
          <MeanwhileChanged connectionId={connectionId} onSaveOver={form.saveOver} />
        ) : (
          saving.isError && <Failure error={saving.error} unplaced={form.fieldForm.unplaced} />
        )}
        {!saving.isError && testing.isError && (
          <Failure error={testing.error} unplaced={form.fieldForm.unplaced} />
        )}
        {!saving.isError && testing.data && <TestResult test={testing.data} />}
        {testing.isPending && <span className="muted">Testing…</span>}
      </div>
      <div className="form-bar-buttons">
        <Button variant="subtle" color="gray" onClick={onCancel ?? leave}>
          Cancel
        </Button>
        <Button
          variant="default"
          loading={testing.isPending}
          disabled={saving.isPending}
          onClick={() => {
            saving.reset();
            form.test();
          }}
        >
          Test connection
        </Button>
        <Button type="submit" loading={saving.isPending} disabled={isBusy && !saving.isPending}>
          Save
        </Button>
      </div>
    </div>
  );
}

interface FailureProps {
  error: unknown;
  unplaced: readonly FieldProblem[];
}

/** Problems of fields stand at the fields; here only that there are some, unless one has no place. */
function Failure({ error, unplaced }: FailureProps) {
  const isAtFields = isPatchbayError(error) && error.errors !== undefined && error.errors.length > 0;
  if (isAtFields && unplaced.length === 0) {
    return (
      <p role="alert" className="problem-text flat">
        {error.code === 'validation-failed' ? 'Some fields are not valid.' : error.message}
      </p>
    );
  }
  return <ErrorNotice error={error} />;
}
