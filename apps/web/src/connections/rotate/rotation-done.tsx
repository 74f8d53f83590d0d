import { Button, Stack } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Report } from './report.js';
import type { RotationState } from './use-rotation.js';

interface RotationDoneProps {
  rotation: RotationState;
  connection: ConnectionDetail;
  onClose: () => void;
}

/** What came of it, and the way to the history, where it can be rolled back. */
export function RotationDone({ rotation: { report }, connection, onClose }: RotationDoneProps) {
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const passed = report?.test?.ok === true;
  const toHistory = () => {
    onClose();
    void navigate({ to: '/connections/$id', params: { id: connection.id }, search: { tab: 'history' } });
  };
  return (
    <div className="rotate-step">
      <Stack gap="md" className="rotate-content">
        <h2 ref={heading} tabIndex={-1} className="rotate-title">
          {passed ? 'The new secrets are in use' : 'The new secrets are in use, although their test failed'}
        </h2>
        <p className="muted flat">
          The old ones are kept in the history, sealed. Runs in progress finish with what they leased.
        </p>
        {report && <Report report={report} />}
      </Stack>
      <div className="rotate-foot">
        <Button variant="default" onClick={toHistory}>
          See the history
        </Button>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
