import './editor.css';
import type { NodeDescription, PatternDetail } from '@patchbay/contracts';
import { useReactFlow } from '@xyflow/react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { patternQuery } from '../api/queries.js';
import { useMay } from '../api/use-me.js';
import { Page } from '../ui/page.js';
import { UnsavedGuard } from '../ui/unsaved-guard.js';
import { Canvas } from './canvas/canvas.js';
import { type Editor, EditorProvider } from './editor-context.js';
import { EditorNotices } from './editor-notices.js';
import { Inspector } from './inspector/inspector.js';
import { addNode, nodeOf, positionOf } from './model/graph.js';
import { columnWidth, snap } from './model/layout.js';
import { nodeTypes } from './model/node-types.js';
import { outputsOf } from './model/pins.js';
import { type NodeProblems, problemsByNode } from './model/problems.js';
import { Palette } from './palette.js';
import { RunBar } from './run-bar.js';
import { useActive } from './use-active.js';
import { useConnections } from './use-connections.js';
import { useDraft } from './use-draft.js';
import { useLiveRun } from './use-live-run.js';
import { useOpenNode } from './use-open-node.js';
import { useWrongField } from './use-wrong-field.js';

interface PatternEditorProps {
  pattern: PatternDetail;
  catalog: readonly NodeDescription[];
}

/** Canvas, inspector and palette around one draft. */
export function PatternEditor({ pattern, catalog }: PatternEditorProps) {
  const types = useMemo(() => nodeTypes(catalog), [catalog]);
  const draft = useDraft(pattern);
  const { data: { name } = pattern } = useQuery({ ...patternQuery(pattern.id), enabled: false });
  const { openId, open, run: linkedRun, sought, leadsToField, seek, found } = useOpenNode();
  const live = useLiveRun(pattern.id, linkedRun);
  const active = useActive(pattern, draft.changedHere);
  const mayEdit = useMay('pattern.edit');
  const connections = useConnections();
  const [adding, setAdding] = useState<{ after: string | undefined }>();
  const problems = useProblems(draft, types);
  const wrong = useWrongField(live.run, draft.graph, pattern.version, sought !== undefined);
  const { screenToFlowPosition } = useReactFlow();

  const editor: Editor = {
    graph: draft.graph,
    types,
    connections,
    problems,
    steps: live.steps,
    mayEdit,
    openId,
    open,
    sought,
    seek,
    found,
    marked: wrong.marked,
    change: draft.change,
    addAfter: (id) => setAdding({ after: id }),
  };
  const add = (description: NodeDescription) => {
    const before = nodeOf(draft.graph, adding?.after);
    const pin = before && outputsOf(before, types.get(before.type))[0]?.name;
    const middle = screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 });
    const place = before
      ? beside(positionOf(before, draft.graph.nodes.indexOf(before)))
      : { x: snap(middle.x), y: snap(middle.y) };
    const from = before && pin !== undefined ? { node: before.id, pin } : undefined;
    const { graph, id } = addNode(draft.graph, description, place, from);
    draft.change(graph);
    setAdding(undefined);
    open(id);
  };
  const save = () => void draft.save().catch(ignore);
  const run = async (part: { until?: string; from?: string }) => {
    // What runs is what one sees: the draft is saved first.
    if (draft.isDirty) await draft.save();
    const runId = live.run?.id;
    live.start.mutate({
      ...(part.until === undefined ? {} : { until: part.until }),
      ...(part.from === undefined || runId === undefined ? {} : { from: { node: part.from, run: runId } }),
    });
  };
  return (
    <EditorProvider value={editor}>
      <div className="editor">
        <Page
          title={name}
          focusesItself={leadsToField}
          trail={<Link to="/patterns">Patterns</Link>}
          action={
            <RunBar
              pattern={pattern}
              draft={draft}
              live={live}
              active={active}
              onSave={save}
              onRun={() => void run({}).catch(ignore)}
            />
          }
        >
          <EditorNotices draft={draft} live={live} active={active} wrong={wrong.field} />
          <div className="editor-work">
            <Canvas history={draft.history} onSave={save} />
            <Inspector onRun={(part) => void run(part).catch(ignore)} />
          </div>
        </Page>
      </div>
      {adding && (
        <Palette
          catalog={catalog}
          isFirst={draft.graph.nodes.length === 0}
          after={nodeOf(draft.graph, adding.after)?.name}
          onChoose={add}
          onClose={() => setAdding(undefined)}
        />
      )}
      <UnsavedGuard isDirty={draft.isDirty} />
    </EditorProvider>
  );
}

/** The mutation shows its error in the notices. */
function ignore(): void {
  return undefined;
}

function beside({ x, y }: { x: number; y: number }) {
  return { x: x + columnWidth, y };
}

/** Problems that the server told come first: it knows more, such as connections. */
function useProblems(
  { graph, told }: Pick<ReturnType<typeof useDraft>, 'graph' | 'told'>,
  types: ReturnType<typeof nodeTypes>,
): NodeProblems {
  return useMemo(() => {
    const own = problemsByNode(graph, types);
    return told.size === 0 ? own : new Map([...own, ...told]);
  }, [graph, types, told]);
}
