import { Stack } from '@mantine/core';
import type { ShadowStep } from '@patchbay/contracts';
import { StateBadge } from '../../ui/state-badge.js';
import { count } from '../../ui/words.js';
import { stateWords } from '../state-words.js';
import { TestResult } from '../test-result.js';
import type { RotationReport } from './report-in.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

/** The test, then each pattern that uses the connection, then what the report cannot know. */
export function Report({ report: { test, shadow } }: { report: RotationReport }) {
  const patterns = byPattern(shadow.steps);
  const left = shadow.stepCount - shadow.steps.length;
  return (
    <Stack gap="sm">
      {test === null ? (
        <StateBadge state="warning">No test could be made</StateBadge>
      ) : (
        <TestResult test={test} />
      )}
      {patterns.length === 0 ? (
        <p className="muted flat">No pattern uses it.</p>
      ) : (
        <ul className="plain-list history report" aria-label="Patterns that use it">
          {patterns.map((steps) => (
            <Pattern key={keyOf(steps[0])} steps={steps} isTested={test !== null} />
          ))}
        </ul>
      )}
      {left > 0 && <p className="muted small flat">And {count(left, 'more step')}.</p>}
      {shadow.notProbed.length > 0 && (
        <details className="small">
          <summary>What this does not show</summary>
          <ul className="muted">
            {shadow.notProbed.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}

type Steps = readonly [ShadowStep, ...ShadowStep[]];

function Pattern({ steps, isTested }: { steps: Steps; isTested: boolean }) {
  const [{ patternName, kind, version }] = steps;
  const misfits = steps.filter(({ fits }) => !fits);
  return (
    <li className="history-line">
      <Verdict
        isTested={isTested}
        hasMisfits={misfits.length > 0}
        passes={steps.every((step) => step.passes)}
      />
      <span className="grow">
        <Name>{patternName}</Name>{' '}
        <span className="muted small">
          {stateWords({ kind, version })} · {steps.map(({ nodeName }) => isolated(nodeName)).join(', ')}
        </span>
        {isTested && steps.map((step) => <Probe key={`${step.nodeId} ${step.slot}`} step={step} />)}
      </span>
    </li>
  );
}

/** What its own probe said, where that is more than the verdict on the pattern. */
function Probe({ step: { nodeName, probe, probeMessage } }: { step: ShadowStep }) {
  if (probe === 'passed' || probeMessage === undefined) return null;
  return (
    <span className={probe === 'failed' ? 'small said' : 'muted small said'}>
      <Name>{nodeName}</Name> {probe === 'failed' ? 'would fail' : 'was not probed'}: {probeMessage}
    </span>
  );
}

function Verdict(props: { isTested: boolean; hasMisfits: boolean; passes: boolean }) {
  if (props.hasMisfits) return <StateBadge state="failed">Does not fit</StateBadge>;
  if (!props.isTested) return <StateBadge state="untested">Skipped</StateBadge>;
  return props.passes ? (
    <StateBadge state="passed">Passed</StateBadge>
  ) : (
    <StateBadge state="failed">Failed</StateBadge>
  );
}

function byPattern(steps: readonly ShadowStep[]): Steps[] {
  const groups = new Map<string, [ShadowStep, ...ShadowStep[]]>();
  for (const step of steps) {
    const known = groups.get(keyOf(step));
    if (known) known.push(step);
    else groups.set(keyOf(step), [step]);
  }
  return [...groups.values()];
}

function keyOf({ patternId, version }: ShadowStep): string {
  return `${patternId} ${version ?? ''}`;
}
