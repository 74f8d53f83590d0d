import { Button } from '@mantine/core';
import type { AuditVerdict } from '@patchbay/contracts';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api/client.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { StateBadge } from '../../ui/state-badge.js';
import { count, grouped } from '../../ui/words.js';
import { Section } from '../parts/section.js';
import { ExpectedHead, headFrom, isWrongHead } from './expected-head.js';

/** Checks the chain of the log, and says in words what came of it. */
export function VerifyCard() {
  const [kept, setKept] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const verify = useMutation({
    mutationFn: (expected: ReturnType<typeof headFrom>) =>
      api.call('auditVerify', { body: expected === undefined ? {} : { expected } }),
  });
  const check = () => {
    if (!isWrongHead(kept)) return verify.mutate(headFrom(kept));
    verify.reset();
    input.current?.closest('details')?.setAttribute('open', '');
    input.current?.focus();
  };
  return (
    <Section
      title="Is the log as it was written?"
      intro="Every record is tied to the one before. The check finds what was edited, deleted, moved or put in."
      action={
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={verify.isPending}
          onClick={check}
        >
          Verify
        </Button>
      }
    >
      <ExpectedHead input={input} value={kept} onChange={setKept} />
      <div aria-live="polite">
        {verify.isError && <ErrorNotice error={verify.error} />}
        {verify.data && <Verdict verdict={verify.data} isCompared={verify.variables !== undefined} />}
      </div>
    </Section>
  );
}

interface VerdictProps {
  verdict: AuditVerdict;
  /** With an end that was kept. */
  isCompared: boolean;
}

function Verdict({ verdict: { ok, checked, head, firstBad }, isCompared }: VerdictProps) {
  if (ok) {
    return (
      <>
        <StateBadge state="passed">
          {checked === 0 ? 'There is no record yet' : `${count(checked, 'record')}, all as they were written`}
        </StateBadge>
        {isCompared && <p className="flat">The end that you kept is part of it.</p>}
        {head && (
          <p className="muted small flat">
            The log ends with <span className="mono">{`${head.sequence}:${head.hash}`}</span>. Keep this line
            elsewhere: with it the next check also finds a log that was cut short.
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <StateBadge state="failed">
        {firstBad === null
          ? 'The log is not sound'
          : `Record ${grouped(firstBad.sequence)} is not as it was written`}
      </StateBadge>
      <p className="flat">
        {firstBad?.problem} {count(checked, 'record')} before it {checked === 1 ? 'is' : 'are'} right. Find
        out who can write to the database, and compare with a backup.
      </p>
    </>
  );
}
