import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { complete } from './completion/complete.js';
import { listTheme } from './completion/list-theme.js';
import type { Named } from './completion/named.js';
import { templateMarks } from './template-marks.js';

/** So many have room below a line on a phone, too; the arrows lead to those beyond. */
const shownOptions = 8;

interface TemplateEditorProps {
  label: string;
  pointer: string;
  /** The element that says what is wrong, when something is. */
  describedBy: string | undefined;
  value: string;
  /** What its expressions can name. */
  roots: readonly Named[];
  /** It came in the place of what had the focus. */
  takesFocus: boolean;
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
  // As it is drawn, not after: who looks for the field finds it from then on.
  useLayoutEffect(() => {
    const { label, pointer, value, describedBy } = latest.current;
    const created = new EditorView({
      parent: box.current ?? document.body,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          autocompletion({
            override: [(context) => complete(context, latest.current.roots)],
            maxRenderedOptions: shownOptions,
            icons: false,
          }),
          listTheme,
          // Tab is not bound: it leaves the editor, as it leaves every field.
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, 'data-pointer': pointer }),
          problem.of(problemAttributes(describedBy)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
          templateMarks,
        ],
      }),
    });
    view.current = created;
    if (latest.current.takesFocus && isNowhere(document.activeElement)) {
      created.focus();
      created.dispatch({ selection: { anchor: placeIn(value) } });
    }
    return () => created.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    const shown = editor?.state.doc.toString();
    // Undo on the canvas changes the value from outside.
    if (editor && shown !== props.value)
      editor.dispatch({ changes: { from: 0, to: shown?.length ?? 0, insert: props.value } });
  }, [props.value]);
  useEffect(() => {
    view.current?.dispatch({ effects: problem.reconfigure(problemAttributes(props.describedBy)) });
  }, [props.describedBy]);
  return <div ref={box} className="template-editor" />;
}

const problem = new Compartment();

function problemAttributes(describedBy: string | undefined) {
  return EditorView.contentAttributes.of(
    describedBy === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': describedBy },
  );
}

function isNowhere(focused: Element | null): boolean {
  return focused === null || focused === document.body;
}

/** Between braces that hold nothing yet, or at the end. */
function placeIn(text: string): number {
  const empty = text.indexOf('{{  }}');
  return empty === -1 ? text.length : empty + 3;
}
