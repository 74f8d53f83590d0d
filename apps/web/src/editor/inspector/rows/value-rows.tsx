import type { JsonObject } from '@patchbay/fields';
import type { ControlProps } from '../../../fields/control.js';
import { FieldSet } from '../../../fields/field-set.js';
import { fieldHelp } from '../../../fields/field-help.js';
import { useForm } from '../../../fields/form-context.js';
import { Cell } from './cell.js';
import { ConditionRows } from './condition-rows.js';
import { conditionsIn, rowsIn } from './readable.js';
import { RowList } from '../../../fields/rows/row-list.js';
import type { RowShape } from './shapes.js';

interface ValueRowsProps extends ControlProps {
  shape: RowShape;
}

/** A parameter that is a list of objects, as rows. */
export function ValueRows({ shape, field, path, value }: ValueRowsProps) {
  const help = shape.kind === 'cells' ? fieldHelp({ ...field, description: '' }) : null;
  return (
    <FieldSet field={field} path={path} help={help}>
      <Rows shape={shape} field={field} path={path} value={value} />
    </FieldSet>
  );
}

function Rows({ shape, path, value }: ValueRowsProps) {
  const form = useForm();
  if (shape.kind === 'conditions') {
    const conditions = conditionsIn(value);
    return conditions && <ConditionRows path={path} conditions={conditions} />;
  }
  const isRules = shape.kind === 'rules';
  const rows = rowsIn(value, isRules ? ['conditions'] : Object.keys(shape.cells)) ?? [];
  return (
    <RowList
      name={shape.row}
      rows={rows}
      start={isRules ? { conditions: { combinator: 'and', conditions: [{ operator: 'equals' }] } } : {}}
      onChange={(next) => form.change(path, next)}
    >
      {(row, index) =>
        isRules ? (
          <Rule row={row} index={index} path={path} />
        ) : (
          Object.entries(shape.cells).map(([key, cell]) => (
            <Cell key={key} field={cell} path={[...path, index, key]} value={row[key]} />
          ))
        )
      }
    </RowList>
  );
}

/** What leads to one output of a switch. */
function Rule({ row, index, path }: { row: JsonObject; index: number; path: ControlProps['path'] }) {
  const conditions = conditionsIn(row['conditions']);
  return (
    <>
      <span className="field-label">Output {index}</span>
      {conditions && <ConditionRows path={[...path, index, 'conditions']} conditions={conditions} />}
    </>
  );
}
