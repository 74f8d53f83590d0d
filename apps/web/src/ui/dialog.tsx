import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from './focus-back.js';

/** What floats above the page till it is answered; the focus comes back to where it was. */
export function Dialog(props: ModalProps) {
  useFocusBack(props.opened);
  return <Modal {...props} />;
}
