import { Checkbox, NativeSelect } from '@mantine/core';
import type { ConnectorDescription, ImportAction, ImportEntry, ImportPlanInput } from '@patchbay/contracts';
import { fieldsOf } from '../../fields/fields-of.js';
import { type State, StateBadge } from '../../ui/state-badge.js';
import { CompleteEntry } from './complete-entry.js';
import { changeWords, problemWords, secretWords } from './import-words.js';
import { lackingFields } from './lacking-fields.js';
import { RenameEntry } from './rename-entry.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

type Choice = NonNullable<ImportPlanInput['choices']>[string];

interface ImportEntryRowProps {
  entry: ImportEntry;
  /** What the person chose so far. */
  choice: Choice;
  connectorOf: (type: string) => ConnectorDescription | undefined;
  onChoose: (choice: Choice) => void;
}

const badges: Record<ImportAction, { state: State; word: string }> = {
  create: { state: 'passed', word: 'New' },
  update: { state: 'restored', word: 'Update' },
  skip: { state: 'untested', word: 'Left out' },
  refuse: { state: 'failed', word: 'Refused' },
};

/** One connection of the file: what becomes of it, why not, and what of it found no place. */
export function ImportEntryRow({ entry, choice, connectorOf, onChoose }: ImportEntryRowProps) {
  const { action, name, type, hostSummary, alternatives } = entry;
  const { state, word } = badges[action];
  // Not by a rule.
  const isLeftOut = choice.skip === true;
  const nameOf = (each: string) => connectorOf(each)?.displayName ?? each;
  return (
    <li className="import-entry">
      <div className="import-entry-head">
        <StateBadge state={state}>{word}</StateBadge>
        <strong className="grow">
          <Name>{name}</Name>
        </strong>
        {(isLeftOut || action === 'create' || action === 'update') && (
          <Checkbox
            size="xs"
            label="Import"
            aria-label={`Import ${isolated(name)}`}
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
      {(choice.name !== undefined || action === 'update' || action === 'refuse') && (
        <RenameEntry key={name} name={name} onRename={(next) => onChoose({ name: next })} />
      )}
      {alternatives.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={`Connector for ${isolated(name)}`}
          data={[...(type === null ? [] : [type]), ...alternatives].map((value) => ({
            value,
            label: nameOf(value),
          }))}
          value={type ?? ''}
          // What completed it were fields of the other one.
          onChange={(event) => onChoose({ type: event.currentTarget.value, config: {} })}
        />
      )}
      <Facts entry={entry} />
      {type !== null && action !== 'skip' && (
        <Completion
          key={type}
          entry={entry}
          connector={connectorOf(type)}
          completed={Object.keys(choice.config ?? {})}
          onChoose={onChoose}
        />
      )}
    </li>
  );
}

interface CompletionProps extends Pick<ImportEntryRowProps, 'entry' | 'onChoose'> {
  connector: ConnectorDescription | undefined;
  /** Keys of the fields that were completed before. */
  completed: readonly string[];
}

function Completion({ entry, connector, completed, onChoose }: CompletionProps) {
  const fields = connector ? lackingFields(fieldsOf(connector), entry, completed) : {};
  if (Object.keys(fields).length === 0) return null;
  return <CompleteEntry name={entry.name} fields={fields} onComplete={(config) => onChoose({ config })} />;
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
