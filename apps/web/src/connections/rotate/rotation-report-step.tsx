import { Button, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Report } from './report.js';
import { RotationFailure } from './rotation-failure.js';
import type { RotationState } from './use-rotation.js';

/** What the new values lead to. Saving tests again; when the test fails, only Save anyway goes on, and is stamped. */
export function RotationReportStep({ rotation }: { rotation: RotationState }) {
  const { report, saving, back } = rotation;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const passes = report?.test?.ok === true;
  return (
    <div className="rotate-step">
      <Stack gap="md" className="rotate-content">
        <h2 ref={heading} tabIndex={-1} className="rotate-title">
          {passes ? 'The new secrets work' : 'The new secrets do not work'}
        </h2>
        <p className="muted flat">
          Nothing has changed yet.
          {!passes && ' Go back and correct them; what you entered is still there.'}
        </p>
        {report && <Report report={report} />}
        <RotationFailure error={saving.error} />
      </Stack>
      <div className="rotate-foot">
        <Button variant={passes ? 'subtle' : 'filled'} {...(passes && { color: 'gray' })} onClick={back}>
          Back to the values
        </Button>
        {passes ? (
          <Button loading={saving.isPending} onClick={() => saving.mutate(false)}>
            Test & save
          </Button>
        ) : (
          <Button
            className="danger-button"
            variant="default"
            loading={saving.isPending}
            onClick={() => saving.mutate(true)}
          >
            Save anyway
          </Button>
        )}
      </div>
    </div>
  );
}
