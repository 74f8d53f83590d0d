import { Checkbox, NativeSelect } from '@mantine/core';
import type { ImportAction, ImportEntry, ImportPlanInput } from '@patchbay/contracts';
import { type State, StateBadge } from '../../ui/state-badge.js';
import { RenameEntry } from './rename-entry.js';
import { changeWords, problemWords, secretWords } from './import-words.js';

type Choice = NonNullable<ImportPlanInput['choices']>[string];

interface ImportEntryRowProps {
  entry: ImportEntry;
  /** Left out by the person, not by a rule. */
  isLeftOut: boolean;
  /** By the person; may be called something else again. */
  isRenamed: boolean;
  nameOf: (type: string) => string;
  onChoose: (choice: Choice) => void;
}

const badges: Record<ImportAction, { state: State; word: string }> = {
  create: { state: 'passed', word: 'New' },
  update: { state: 'restored', word: 'Update' },
  skip: { state: 'untested', word: 'Left out' },
  refuse: { state: 'failed', word: 'Refused' },
};

/** One connection of the file: what becomes of it, why not, and what of it found no place. */
export function ImportEntryRow({ entry, isLeftOut, isRenamed, nameOf, onChoose }: ImportEntryRowProps) {
  const { action, name, type, hostSummary, alternatives } = entry;
  const { state, word } = badges[action];
  return (
    <li className="import-entry">
      <div className="import-entry-head">
        <StateBadge state={state}>{word}</StateBadge>
        <strong className="grow">{name}</strong>
        {(isLeftOut || action === 'create' || action === 'update') && (
          <Checkbox
            size="xs"
            label="Import"
            aria-label={`Import ${name}`}
            checked={!isLeftOut}
            onChange={(event) => onChoose({ skip: !event.currentTarget.checked })}
          />
        )}
      </div>
      <div className="muted small">
        {type === null ? 'No connector' : nameOf(type)}
        {hostSummary !== null && (
          <>
            {' · '}
            <span className="mono">{hostSummary}</span>
          </>
        )}
      </div>
      {(isRenamed || action === 'update' || action === 'refuse') && (
        <RenameEntry key={name} name={name} onRename={(next) => onChoose({ name: next })} />
      )}
      {alternatives.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={`Connector for ${name}`}
          data={[...(type === null ? [] : [type]), ...alternatives].map((value) => ({
            value,
            label: nameOf(value),
          }))}
          value={type ?? ''}
          onChange={(event) => onChoose({ type: event.currentTarget.value })}
        />
      )}
      <Facts entry={entry} />
    </li>
  );
}

function Facts({ entry }: { entry: ImportEntry }) {
  const { action, changes, secrets, problems, warnings, unmapped } = entry;
  return (
    <>
      {action === 'update' && <p className="small flat">{changeWords(changes, secrets)}</p>}
      {action === 'create' && secrets.length > 0 && <p className="small flat">{secretWords(secrets)}</p>}
      {problems.length + warnings.length > 0 && (
        <ul className="import-problems small">
          {problems.map((problem) => (
            <li key={problem.pointer + problem.detail} className="problem-text">
              {problemWords(problem)}
            </li>
          ))}
          {warnings.map((warning) => (
            <li key={warning.pointer + warning.detail}>{problemWords(warning)}</li>
          ))}
        </ul>
      )}
      {unmapped.length > 0 && (
        <p className="small flat">
          No place for <span className="mono">{unmapped.join(', ')}</span>
        </p>
      )}
    </>
  );
}
