import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import type { FieldMap, JsonObject } from '@patchbay/fields';

export interface ConnectionFormProps {
  connector: ConnectorDescription;
  fields: FieldMap;
  /** The saved one that is edited; absent for a new one. */
  connection?: ConnectionDetail;
  name: string;
  description: string;
  /** Plain values to begin with; never a secret. */
  initial: JsonObject;
}
