import { Button, Group, MultiSelect, Stack, Title } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { allPatternsQuery } from '../../api/pattern-lists.js';
import { connectionQuery, nodeCatalogQuery } from '../../api/queries.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';

/** In which nodes and patterns it may be used; nothing chosen restricts nothing. Counts from the next lease on. */
export function Restrictions({ connection }: { connection: ConnectionDetail }) {
  const { id, restrictions, version } = connection;
  const queries = useQueryClient();
  // Only what somebody has touched; the rest follows what others save meanwhile.
  const [touched, setTouched] = useState<{ nodes?: string[]; patterns?: string[] }>({});
  const { nodes = restrictions?.nodeTypes ?? [], patterns = restrictions?.patternIds ?? [] } = touched;
  const nodeChoices = useNodeChoices(nodes);
  const patternChoices = usePatternChoices(patterns);
  const save = useMutation({
    mutationFn: () => {
      const chosen = {
        ...(nodes.length > 0 && { nodeTypes: nodes }),
        ...(patterns.length > 0 && { patternIds: patterns }),
      };
      const next = Object.keys(chosen).length === 0 ? null : chosen;
      return api.call('connectionPatch', { params: { id }, body: { restrictions: next, version } });
    },
    onSuccess: (saved) => {
      queries.setQueryData(connectionQuery(id).queryKey, saved);
      setTouched({});
    },
    // After a refusal, too: somebody else may have changed it, and the next try starts from there.
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  const isDirty =
    isDifferent(nodes, restrictions?.nodeTypes) || isDifferent(patterns, restrictions?.patternIds);
  return (
    <section className="card" aria-labelledby="restrictions-title">
      <UnsavedGuard isDirty={isDirty && !save.isPending} />
      <Title order={2} size="h5" id="restrictions-title" mb="xs">
        Restrictions
      </Title>
      <Stack>
        <MultiSelect
          label="Only in these nodes"
          description="Any node may use it while none is chosen"
          placeholder={nodes.length === 0 ? 'Any node' : ''}
          searchable
          data={nodeChoices}
          value={nodes}
          onChange={(next) => setTouched({ ...touched, nodes: next })}
        />
        <MultiSelect
          label="Only in these patterns"
          description="Any pattern may use it while none is chosen"
          placeholder={patterns.length === 0 ? 'Any pattern' : ''}
          searchable
          data={patternChoices}
          value={patterns}
          onChange={(next) => setTouched({ ...touched, patterns: next })}
        />
        {save.isError && <ErrorNotice error={save.error} />}
        <Group>
          <Button disabled={!isDirty} loading={save.isPending} onClick={() => save.mutate()}>
            Save restrictions
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

/** Nodes that take a connection at all, and those chosen of plugins that are gone. */
function useNodeChoices(chosen: string[]) {
  const { data: nodes = [] } = useQuery(nodeCatalogQuery);
  const known = nodes
    .filter(({ connections }) => connections.length > 0)
    .map(({ type, displayName }) => ({ value: type, label: displayName }));
  return withUnknown(known, chosen);
}

function usePatternChoices(chosen: string[]) {
  const { data: patterns = [] } = useQuery(allPatternsQuery);
  const known = patterns.map(({ id, name }) => ({ value: id, label: name }));
  return withUnknown(known, chosen);
}

function withUnknown(known: { value: string; label: string }[], chosen: string[]) {
  const unknown = chosen.filter((value) => !known.some((choice) => choice.value === value));
  return [...known, ...unknown.map((value) => ({ value, label: value }))];
}

function isDifferent(now: string[], before: string[] = []): boolean {
  return [...now].sort().join('\n') !== [...before].sort().join('\n');
}
