import {
  applyDefaults,
  field,
  type FieldMap,
  isVisible,
  type JsonDrawing,
  type JsonObject,
  type JsonRules,
} from '@patchbay/fields';
import type { ControlProps } from '../../../fields/control.js';
import { FieldSet } from '../../../fields/field-set.js';
import { fieldHelp } from '../../../fields/field-help.js';
import { useForm } from '../../../fields/form-context.js';
import { capitalized } from '../../../ui/words.js';
import { Cell } from './cell.js';
import { ConditionRows, firstCondition } from './condition-rows.js';
import { conditionsIn, rowsIn, rulesIn } from '../../model/readable.js';
import { RowList } from '../../../fields/rows/row-list.js';

interface ValueRowsProps extends ControlProps {
  shape: JsonDrawing;
}

/** A parameter that is a list of objects, as rows. */
export function ValueRows({ shape, field, path, value }: ValueRowsProps) {
  const help = shape.kind === 'rows' ? fieldHelp({ ...field, description: '' }) : null;
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
    return conditions && <ConditionRows path={path} conditions={conditions} operators={shape.operators} />;
  }
  const isRules = shape.kind === 'rules';
  const rows = (isRules ? rulesIn(shape, value) : rowsIn(value, Object.keys(shape.cells))) ?? [];
  return (
    <RowList
      name={shape.row}
      rows={rows}
      start={
        isRules ? { conditions: { combinator: 'and', conditions: [firstCondition(shape.operators)] } } : {}
      }
      onChange={(next) => form.change(path, next)}
    >
      {(row, index) =>
        isRules ? (
          <Rule row={row} index={index} path={path} shape={shape} />
        ) : (
          cellsOf(shape.cells, row).map(([key, cell]) => (
            <Cell key={key} field={cell} path={[...path, index, key]} value={row[key]} />
          ))
        )
      }
    </RowList>
  );
}

/** What the other cells of the row have it ask for. */
function cellsOf(cells: FieldMap, row: JsonObject) {
  const values = applyDefaults(cells, row);
  return Object.entries(cells).filter(([, cell]) => isVisible(cell, values));
}

const nameOfOutput = field.text({ displayName: 'Name of the output' });

interface RuleProps {
  row: JsonObject;
  index: number;
  path: ControlProps['path'];
  shape: JsonRules;
}

/** One group of conditions of a list of them. */
function Rule({ row, index, path, shape }: RuleProps) {
  const conditions = conditionsIn(row['conditions']);
  return (
    <>
      <span className="field-label">
        {capitalized(shape.row)} {index}
      </span>
      {shape.outputName !== undefined && (
        <Cell field={nameOfOutput} path={[...path, index, shape.outputName]} value={row[shape.outputName]} />
      )}
      {conditions && (
        <ConditionRows
          path={[...path, index, 'conditions']}
          conditions={conditions}
          operators={shape.operators}
        />
      )}
    </>
  );
}
