import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import type { FieldMap, JsonObject } from '@patchbay/fields';
import type { About } from './about.js';
import type { Filling } from './paste/suggestion.js';

export interface ConnectionFormProps {
  connector: ConnectorDescription;
  fields: FieldMap;
  /** The saved one that is edited; absent for a new one. */
  connection?: ConnectionDetail;
  about: About;
  /** Plain values to begin with; never a secret. */
  initial: JsonObject;
  /** What was pasted before the form opened. */
  pasted?: Filling | undefined;
  /** Goes on with another connector, which what was pasted is for. */
  onOther?: (filling: Filling) => void;
  /** In a drawer of another page, which stays open: what to do instead of going to a page of connections. */
  within?: {
    onSaved: (id: string) => void;
    onCancel: () => void;
    /** Whether closing would lose something. */
    onDirty: (isDirty: boolean) => void;
  };
}
