import { Button } from '@mantine/core';
import type { WrongField } from '../runs/wrong-field.js';
import { useEditor } from './editor-context.js';

/** Leads from what went wrong to the field where it is mended. */
export function ShowField({ field }: { field: WrongField | undefined }) {
  const { seek } = useEditor();
  if (field === undefined || seek === undefined) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => seek(field.nodeId, field.pointer)}>
      Show the field
    </Button>
  );
}
