import { NativeSelect } from '@mantine/core';
import type { ConditionOperator, Field, JsonObject } from '@patchbay/fields';
import { useForm } from '../../../fields/form-context.js';
import type { Path } from '../../../fields/values.js';
import { Cell } from './cell.js';
import { needsRight, operatorField } from './operators.js';
import type { Conditions } from '../../model/readable.js';
import { RowList } from '../../../fields/rows/row-list.js';

const left: Field = { kind: 'text', displayName: 'Value', placeholder: '={{ $json.total }}' };
const right: Field = { kind: 'text', displayName: 'Compared with' };

interface ConditionRowsProps {
  path: Path;
  conditions: Conditions;
  operators: readonly ConditionOperator[];
}

/** What a new condition begins with. */
export function firstCondition(operators: readonly ConditionOperator[]): JsonObject {
  return operators[0] === undefined ? {} : { operator: operators[0].value };
}

/** Conditions that must all hold, or any of them. */
export function ConditionRows({ path, conditions, operators }: ConditionRowsProps) {
  const { combinator, rows } = conditions;
  const form = useForm();
  const change = (next: JsonObject[], by = combinator) =>
    form.change(path, { combinator: by, conditions: next });
  return (
    <>
      {rows.length > 1 && (
        <NativeSelect
          label="Holds when"
          className="medium-input"
          data={[
            { value: 'and', label: 'every condition holds' },
            { value: 'or', label: 'any condition holds' },
          ]}
          value={combinator}
          onChange={(event) => change(rows, event.currentTarget.value === 'or' ? 'or' : 'and')}
        />
      )}
      <RowList
        name="condition"
        rows={rows}
        start={firstCondition(operators)}
        onChange={(next) => change(next)}
      >
        {(row, index) => {
          const at = [...path, 'conditions', index];
          return (
            <>
              <Cell field={left} path={[...at, 'left']} value={row['left']} />
              <Cell
                field={operatorField(operators, row['operator'])}
                path={[...at, 'operator']}
                value={row['operator']}
              />
              {needsRight(operators, row['operator']) && (
                <Cell field={right} path={[...at, 'right']} value={row['right']} />
              )}
            </>
          );
        }}
      </RowList>
    </>
  );
}
