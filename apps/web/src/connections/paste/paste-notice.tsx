import { Button, CloseButton } from '@mantine/core';
import { IconClipboardCheck, IconClipboardX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../ui/error-notice.js';
import { count } from '../../ui/words.js';
import { formatWords } from './paste-format.js';
import type { Filling } from './suggestion.js';
import type { FormPasteState } from './use-form-paste.js';
import type { PasteNews } from './use-smart-paste.js';

interface PasteNoticeProps {
  paste: FormPasteState;
  /** Goes on with another connector; absent where the connector is fixed. */
  onOther: ((filling: Filling) => void) | undefined;
}

/** What a paste has filled, with the way back. */
export function PasteNotice({ paste, onOther }: PasteNoticeProps) {
  const { news, error, isReading, unsent, dismiss } = paste;
  if (isReading) return <Notice>Reading what was pasted…</Notice>;
  if (error) return <ErrorNotice error={error} />;
  if (news === undefined) return null;
  return (
    <Notice isGood={news.kind === 'filled'}>
      <span className="grow">
        <Words news={news} />
        {unsent !== '' && <span className="unsent"> Not sent: {unsent}.</span>}
      </span>
      {news.kind === 'filled' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            news.filled.undo();
            dismiss();
          }}
        >
          Undo
        </Button>
      )}
      {news.kind === 'other' && onOther && (
        <Button size="compact-sm" variant="default" onClick={() => onOther(news.filling)}>
          Connect {news.filling.displayName} instead
        </Button>
      )}
      <CloseButton size="sm" aria-label="Close the notice" onClick={dismiss} />
    </Notice>
  );
}

function Words({ news }: { news: PasteNews }): ReactNode {
  switch (news.kind) {
    case 'filled':
      return (
        <>
          Filled {news.filled.names} from the {formatWords(news.filling.format)}.
          {news.filling.unmapped.length > 0 && (
            <span className="muted">
              {' '}
              {count(news.filling.unmapped.length, 'value')} without a field:{' '}
              {news.filling.unmapped.join(', ')}.
            </span>
          )}
        </>
      );
    case 'other':
      return `This is a ${formatWords(news.filling.format)} for ${news.filling.displayName}.`;
    case 'unknown':
      return 'Nothing in it fits these fields.';
  }
}

function Notice({ isGood = true, children }: { isGood?: boolean; children: ReactNode }) {
  const Icon = isGood ? IconClipboardCheck : IconClipboardX;
  return (
    <div className="paste-notice">
      <Icon size={18} aria-hidden />
      {children}
    </div>
  );
}
