import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import type { ImportPlan } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { catalogQuery } from '../../api/queries.js';
import { getOwn } from '../../fields/values.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { count } from '../../ui/words.js';
import { isProblem } from '../queries.js';
import { ImportEntryRow } from './import-entry-row.js';
import { planWords } from './import-words.js';
import type { Import } from './use-import.js';
import { takeFocus } from './take-focus.js';

const pageSize = 200;

/** What would happen, entry by entry. Nothing is written before the button. */
export function ImportPlanStep({ state, plan }: { state: Import; plan: ImportPlan }) {
  const { source, choose, write, planError, isLooking } = state;
  const { data: catalog = [] } = useQuery(catalogQuery);
  const [drawn, setDrawn] = useState(pageSize);
  const connectorOf = (type: string) => catalog.find((each) => each.type === type);
  const toWrite = plan.entries.filter(({ action }) => action === 'create' || action === 'update').length;
  return (
    <Stack>
      <p className="flat import-said" role="status" tabIndex={-1} ref={takeFocus}>
        {planWords(plan)}
      </p>
      <NativeSelect
        label="Connections that exist already"
        data={[
          { value: 'update', label: 'Update them' },
          { value: 'skip', label: 'Leave them as they are' },
        ]}
        value={source.existing}
        onChange={(event) => choose({ existing: event.currentTarget.value === 'skip' ? 'skip' : 'update' })}
      />
      {plan.entries.length > 0 && (
        <ul className="plain-list card card-flush import-entries" aria-label="What happens">
          {plan.entries.slice(0, drawn).map((entry) => (
            <ImportEntryRow
              key={entry.key}
              entry={entry}
              choice={getOwn(source.choices, entry.key) ?? {}}
              connectorOf={connectorOf}
              onChoose={(choice) =>
                choose({
                  choices: { ...source.choices, [entry.key]: { ...source.choices[entry.key], ...choice } },
                })
              }
            />
          ))}
        </ul>
      )}
      {plan.entries.length > drawn && (
        <Button variant="default" onClick={() => setDrawn(drawn + pageSize)}>
          Show more of {count(plan.entries.length, 'entry', 'entries')}
        </Button>
      )}
      {plan.notRead.length > 0 && <NotRead parts={plan.notRead} />}
      {planError !== null && <ErrorNotice error={planError} />}
      {write.isError && <Refusal error={write.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={state.back}>
          Back
        </Button>
        <Button
          disabled={toWrite === 0 || planError !== null}
          loading={write.isPending || isLooking}
          onClick={state.apply}
        >
          Import {count(toWrite, 'connection')}
        </Button>
      </Group>
    </Stack>
  );
}

function Refusal({ error }: { error: unknown }) {
  if (!isProblem(error, 'import-plan-changed')) return <ErrorNotice error={error} />;
  return (
    <p role="alert" className="problem-text flat">
      Nothing was written: a connection was changed meanwhile. This is the new list; look at it and import
      again.
    </p>
  );
}

function NotRead({ parts }: { parts: ImportPlan['notRead'] }) {
  return (
    <div className="small">
      <p className="flat">Nothing was made of these parts:</p>
      <ul className="import-problems">
        {parts.slice(0, pageSize).map(({ where, reason }) => (
          <li key={where + reason}>
            <span className="mono">{where}</span>: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
