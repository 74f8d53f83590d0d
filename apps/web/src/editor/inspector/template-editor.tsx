import {
  autocompletion,
  closeBrackets,
  completionKeymap,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { templateMarks } from './template-marks.js';
import type { ExpressionCompletion } from './use-completions.js';

interface TemplateEditorProps {
  label: string;
  pointer: string;
  value: string;
  completions: readonly ExpressionCompletion[];
  onChange: (value: string) => void;
}

/** Text with expressions in double braces, completed with what the node can name. */
export default function TemplateEditor(props: TemplateEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const { label, pointer, value } = latest.current;
    const created = new EditorView({
      parent: box.current ?? document.body,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          autocompletion({ override: [(context) => complete(context, latest.current.completions)] }),
          // Tab is not bound: it leaves the editor, as it leaves every field.
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, 'data-pointer': pointer }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
          templateMarks,
        ],
      }),
    });
    view.current = created;
    return () => created.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    const shown = editor?.state.doc.toString();
    // Undo on the canvas changes the value from outside.
    if (editor && shown !== props.value)
      editor.dispatch({ changes: { from: 0, to: shown?.length ?? 0, insert: props.value } });
  }, [props.value]);
  return <div ref={box} className="template-editor" />;
}

/** Completes inside of braces, from the `$` on. */
function complete(
  context: CompletionContext,
  completions: readonly ExpressionCompletion[],
): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos);
  if (before.lastIndexOf('{{') <= before.lastIndexOf('}}')) return null;
  const word = context.matchBefore(/\$[\w$.[\]"'()]*/);
  if (word === null && !context.explicit) return null;
  return {
    from: word?.from ?? context.pos,
    options: completions.map(({ label, detail }) => ({ label, detail, type: 'variable' })),
    validFor: /^\$?[\w$.[\]"'()]*$/,
  };
}
