import { Skeleton, Stack, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { ConnectionStep } from './connection-step.js';
import { PatternStep } from './pattern-step.js';
import { RunStep } from './run-step.js';
import type { StepProps } from './step-props.js';
import './start.css';
import type { TourStep } from './tour.js';
import { useTourData } from './use-tour-data.js';

const contents: Record<TourStep, { title: string; Content: ComponentType<StepProps> }> = {
  connection: { title: 'Test a connection', Content: ConnectionStep },
  pattern: { title: 'See what the Welcome pattern does', Content: PatternStep },
  run: { title: 'Run it', Content: RunStep },
};

interface TourStepsProps {
  steps: readonly TourStep[];
  done: readonly TourStep[];
  onDone: (step: TourStep) => void;
}

/** None waits for another one: who wants to see the result first, runs it first. */
export function TourSteps({ steps, done, onDone }: TourStepsProps) {
  const current = steps.find((step) => !done.includes(step));
  if (!useTourData(steps)) return <StepSkeletons count={steps.length} />;
  return (
    <div className="tour">
      <Progress steps={steps} done={done} />
      <Stack component="ol" className="plain-list" gap="md">
        {steps.map((step, index) => {
          const { title, Content } = contents[step];
          const isDone = done.includes(step);
          const isCurrent = step === current;
          return (
            <li key={step} className="card start-step" aria-current={isCurrent ? 'step' : undefined}>
              <span className={isDone ? 'step-number is-done' : 'step-number'} aria-hidden>
                {isDone ? <IconCheck size={16} /> : index + 1}
              </span>
              <Stack gap="xs" className="grow">
                <Title order={2} size="h5">
                  {title}
                  {isDone && <span className="only-heard"> (done)</span>}
                </Title>
                <Content isCurrent={isCurrent} onDone={() => onDone(step)} />
              </Stack>
            </li>
          );
        })}
      </Stack>
    </div>
  );
}

function StepSkeletons({ count }: { count: number }) {
  return (
    <Stack className="tour" gap="md" role="status" aria-label="Loading the tour">
      <Skeleton height={20} width={200} />
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={160} radius="md" />
      ))}
    </Stack>
  );
}

function Progress({ steps, done }: Pick<TourStepsProps, 'steps' | 'done'>) {
  const finished = steps.filter((step) => done.includes(step));
  return (
    <div className="tour-progress">
      <span className="tour-bar" aria-hidden>
        {steps.map((step) => (
          <span key={step} className={finished.includes(step) ? 'is-done' : ''} />
        ))}
      </span>
      <span className="muted small" role="status">
        {finished.length} of {steps.length} done
      </span>
    </div>
  );
}
