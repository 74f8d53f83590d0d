import type { ConnectorDescription } from '@patchbay/contracts';
import { fromWire, type FieldMap, type ForeignProperty } from '@patchbay/fields';

const known = new WeakMap<ConnectorDescription, FieldMap>();

/** A connector's fields. The host has checked them; the same description gives the same object. */
export function fieldsOf(connector: ConnectorDescription): FieldMap {
  const fields = known.get(connector) ?? fromWire(connector.fields as unknown as ForeignProperty[]);
  known.set(connector, fields);
  return fields;
}
