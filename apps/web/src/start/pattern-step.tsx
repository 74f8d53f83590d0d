import { Button, Skeleton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { patternQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { NoWelcome } from './no-welcome.js';
import type { StepProps } from './step-props.js';
import { useWelcome } from './use-welcome.js';
import { Name } from '../ui/name.js';

export function PatternStep({ isCurrent, onDone }: StepProps) {
  const { welcome, error, retry } = useWelcome();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (welcome === null) return <NoWelcome />;
  return (
    <>
      <p className="muted flat">
        A pattern is a chain of nodes; each one gives its items to the next.
        {welcome?.description && ` ${welcome.description}`}
      </p>
      {welcome ? <Nodes id={welcome.id} /> : <Skeleton height={24} />}
      {welcome && (
        <Button
          w="fit-content"
          variant={isCurrent ? 'filled' : 'default'}
          renderRoot={(props) => <Link to="/patterns/$id" params={{ id: welcome.id }} {...props} />}
          onClick={onDone}
        >
          Open Welcome on the canvas
        </Button>
      )}
      <p className="muted small flat">There, the Patchbay sign of the rail leads back here.</p>
    </>
  );
}

function Nodes({ id }: { id: string }) {
  const { data } = useQuery(patternQuery(id));
  if (!data) return <Skeleton height={24} />;
  return (
    <ol className="tour-nodes" aria-label="Nodes of Welcome">
      {data.nodes.map((node, index) => (
        <li key={node.id}>
          {index > 0 && <IconArrowRight size={14} aria-hidden />}
          <Name>{node.name}</Name>
        </li>
      ))}
    </ol>
  );
}
