import { count } from '../../ui/words.js';
import { BulkDialog } from './bulk-dialog.js';
import { type BulkProps, useBulk } from './use-bulk.js';

/** Says what stops by it before anything is deleted. */
export function BulkDelete(props: BulkProps) {
  const bulk = useBulk(props, { action: 'delete' });
  const isUsed = bulk.items.some(({ dependents }) => dependents.length > 0);
  const what = count(bulk.ids.length, 'connection');
  return (
    <BulkDialog
      bulk={bulk}
      title={`Delete ${what}?`}
      detach={
        isUsed ? 'Detach them: what uses them stops working until it gets another connection' : undefined
      }
      deed={`Delete ${what}`}
      refuse={`Keep ${bulk.ids.length > 1 ? 'them' : 'it'}`}
      isFinal
      onClose={props.onClose}
    >
      <p className="flat">
        Stored secrets cannot be brought back.{bulk.ids.length > 1 && ' All are deleted, or none.'}
      </p>
    </BulkDialog>
  );
}
