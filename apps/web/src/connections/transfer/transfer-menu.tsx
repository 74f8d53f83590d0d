import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../api/use-me.js';
import { MoreMenu } from '../../ui/more-menu.js';
import { ExportDialog } from './export-dialog.js';
import { ImportDialog } from './import-dialog.js';

/** What is done with all connections at once, and seldom. */
export function TransferMenu() {
  const mayImport = useMay('connector.edit');
  const [dialog, setDialog] = useState<'import' | 'export'>();
  const close = () => setDialog(undefined);
  const imports = {
    name: 'Import…',
    icon: <IconUpload size={16} aria-hidden />,
    onChoose: () => setDialog('import'),
  };
  const exports = {
    name: 'Export…',
    icon: <IconDownload size={16} aria-hidden />,
    onChoose: () => setDialog('export'),
  };
  return (
    <>
      <MoreMenu isFramed about="connections" items={mayImport ? [imports, exports] : [exports]} />
      {dialog === 'import' && <ImportDialog onClose={close} />}
      {dialog === 'export' && <ExportDialog onClose={close} />}
    </>
  );
}
