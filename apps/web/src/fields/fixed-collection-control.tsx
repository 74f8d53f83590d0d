import { applyDefaults, type FieldGroup, type FixedCollectionField, type JsonObject } from '@patchbay/fields';
import type { ComponentType } from 'react';
import type { ControlProps, FieldListProps } from './control.js';
import { FieldSet } from './field-set.js';
import { useForm } from './form-context.js';
import { RowList } from './rows/row-list.js';
import { getOwn, isObject, type Path } from './values.js';

type List = ComponentType<FieldListProps>;

interface FixedCollectionProps extends ControlProps<FixedCollectionField> {
  /** Draws the fields of a row; handed in, because that one draws fixed collections. */
  List: List;
}

/** Groups of fields: a list of rows each, or one object each. */
export function FixedCollectionControl({ field, path, value, List }: FixedCollectionProps) {
  const groups = isObject(value) ? value : {};
  return (
    <FieldSet field={field} path={path}>
      {Object.entries(field.groups).map(([name, group]) => {
        const rows = getOwn(groups, name);
        const here = [...path, name];
        if (field.multiple === false)
          return <Row key={name} List={List} group={group} path={here} values={isObject(rows) ? rows : {}} />;
        return (
          <Rows
            key={name}
            List={List}
            group={group}
            path={here}
            rows={Array.isArray(rows) ? rows.filter(isObject) : []}
          />
        );
      })}
    </FieldSet>
  );
}

interface GroupProps {
  List: List;
  group: FieldGroup;
  path: Path;
}

function Rows({ List, group, path, rows }: GroupProps & { rows: JsonObject[] }) {
  const form = useForm();
  return (
    <RowList
      rows={rows}
      name={group.displayName.toLowerCase()}
      onChange={(changed) => form.change(path, changed)}
    >
      {(row, index) => <Row List={List} group={group} path={[...path, index]} values={row} />}
    </RowList>
  );
}

function Row({ List, group, path, values }: GroupProps & { values: JsonObject }) {
  return (
    <List fields={group.fields} path={path} values={values} effective={applyDefaults(group.fields, values)} />
  );
}
