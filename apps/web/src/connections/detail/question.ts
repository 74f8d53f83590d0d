import type { ConnectionDetail } from '@patchbay/contracts';

/** A question about a connection, in a dialog. */
export interface QuestionProps {
  connection: ConnectionDetail;
  isOpen: boolean;
  onClose: () => void;
}
