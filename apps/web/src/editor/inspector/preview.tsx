import type { PatternNode } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client.js';
import { useEnvironment } from '../../api/use-environment.js';
import { useEditor } from '../editor-context.js';
import { previewGraph } from '../model/preview-graph.js';
import { useShownItem } from './shown-item.js';

/** Milliseconds without a key after which the template is evaluated. */
const pause = 250;

interface PreviewProps {
  node: PatternNode;
  template: string;
  /** What stands at the field already. */
  said: string | undefined;
}

/** The value of a template for one item of the last run's data, or in words what is wrong with it. */
export function Preview({ node, template, said }: PreviewProps) {
  const { graph, steps } = useEditor();
  const { item } = useShownItem();
  const { environment } = useEnvironment();
  const [settled] = useDebouncedValue(template, pause);
  // Each key makes a graph of its own, too: what leads to the node is gathered when the typing pauses.
  const [drawn] = useDebouncedValue(graph, pause);
  const part = useMemo(() => previewGraph(drawn, steps, node.id, item), [drawn, steps, node.id, item]);
  const preview = useQuery({
    queryKey: ['preview', settled, part, environment, item],
    queryFn: () =>
      api.call('expressionPreview', {
        body: { template: settled, node: node.id, graph: part, item, ...(environment && { environment }) },
      }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  if (preview.isPending) return <p className="preview muted">…</p>;
  const problem = preview.error ? wordsOf(preview.error) : preview.data.error;
  if (problem !== undefined && said?.includes(problem)) return null;
  if (problem !== undefined) return <p className="preview problem-text">{problem}</p>;
  return (
    <p className="preview">
      <span className="muted">{part.edges.length === 0 ? 'Without an item: ' : `For item ${item}: `}</span>
      <span className="mono">{textOf(preview.data?.value)}</span>
    </p>
  );
}

function wordsOf(error: unknown): string {
  return isPatchbayError(error) ? error.message : 'The server cannot be reached';
}

function textOf(value: unknown): string {
  if (value === undefined) return 'undefined';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
