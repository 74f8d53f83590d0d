import './rotate.css';
import { Drawer } from '@mantine/core';
import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import { useEffect, useRef, useState } from 'react';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';
import { RotationDone } from './rotation-done.js';
import { RotationReportStep } from './rotation-report-step.js';
import { RotationValues } from './rotation-values.js';
import { type RotationState, type RotationStep, useRotation } from './use-rotation.js';
import { isolated } from '../../ui/isolated.js';

interface RotateDrawerProps {
  connection: ConnectionDetail;
  connector: ConnectorDescription;
  isOpen: boolean;
  onClose: () => void;
}

/** New values, report, done. */
export function RotateDrawer({ connection, connector, isOpen, onClose }: RotateDrawerProps) {
  const [isDirty, setDirty] = useState(false);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={520}
      title={`Rotate the secrets of ${isolated(connection.name)}`}
      classNames={{ body: 'rotate-body' }}
      closeButtonProps={{ 'aria-label': 'Close without rotating' }}
      // A slip must not lose what was typed; the button says what it does.
      closeOnClickOutside={!isDirty}
      closeOnEscape={!isDirty}
      transitionProps={{ duration: 120 }}
    >
      <Rotation connection={connection} connector={connector} onClose={onClose} onDirty={setDirty} />
    </Drawer>
  );
}

interface RotationProps extends Omit<RotateDrawerProps, 'isOpen'> {
  onDirty: (isDirty: boolean) => void;
}

function Rotation({ connection, connector, onClose, onDirty }: RotationProps) {
  const box = useRef<HTMLDivElement>(null);
  const rotation = useRotation(connection, connector, box);
  const { isDirty } = rotation;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  return (
    <div ref={box} className="rotate">
      <UnsavedGuard isDirty={isDirty} />
      <Steps now={rotation.step} />
      <Step rotation={rotation} connection={connection} connector={connector} onClose={onClose} />
    </div>
  );
}

function Step({ rotation, ...props }: Omit<RotateDrawerProps, 'isOpen'> & { rotation: RotationState }) {
  switch (rotation.step) {
    case 'values':
      return <RotationValues rotation={rotation} {...props} />;
    case 'report':
      return <RotationReportStep rotation={rotation} />;
    case 'done':
      return <RotationDone rotation={rotation} {...props} />;
  }
}

const steps: [RotationStep, string][] = [
  ['values', 'New values'],
  ['report', 'Report'],
  ['done', 'Done'],
];

function Steps({ now }: { now: RotationStep }) {
  const at = steps.findIndex(([step]) => step === now);
  return (
    <ol className="plain-list steps" aria-label="Steps">
      {steps.map(([step, name], index) => (
        <li
          key={step}
          className={index < at ? 'step step-over' : 'step'}
          {...(index === at && { 'aria-current': 'step' as const })}
        >
          <span className="step-dot" aria-hidden>
            {index + 1}
          </span>
          {name}
        </li>
      ))}
    </ol>
  );
}
