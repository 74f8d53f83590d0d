import { Dialog } from '../../ui/dialog.js';
import { ImportDone } from './import-done.js';
import { ImportPlanStep } from './import-plan-step.js';
import { ImportSourceStep } from './import-source-step.js';
import { useImport } from './use-import.js';
import './transfer.css';

/** What to import, what would happen, what has happened. A click beside it does not lose what was entered. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const state = useImport();
  const { source, shown, write } = state;
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Import connections"
      size="xl"
      closeOnClickOutside={false}
      closeOnEscape={source.text === '' || write.isSuccess}
    >
      {write.data ? (
        <ImportDone answer={write.data} onClose={onClose} />
      ) : shown === undefined ? (
        <ImportSourceStep state={state} onClose={onClose} />
      ) : (
        <ImportPlanStep state={state} plan={shown} />
      )}
    </Dialog>
  );
}
