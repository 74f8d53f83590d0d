import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** What an administrator finds an answer by in the log of the host; it goes into a message as it is. */
export function RequestId({ id }: { id: string }) {
  return (
    <p className="muted small flat">
      Request <span className="mono">{id}</span>{' '}
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={copied ? 'Copied' : 'Copy the request id'}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </p>
  );
}
