import { useLayoutEffect } from 'react';
import { useEditor } from '../editor-context.js';

interface Keys {
  selection: ReadonlySet<string>;
  undo: () => void;
  redo: () => void;
  save: () => void;
  remove: () => void;
  selectAll: () => void;
  duplicate: () => void;
}

/**
 * The canvas by keyboard: Enter opens, Tab adds after, Delete removes, Esc closes; Ctrl or ⌘ with Z, Y, S, A, D. Heard in the whole
 * document, because a node that is deleted takes the focus with it.
 */
export function useKeys({ selection, undo, redo, save, remove, selectAll, duplicate }: Keys): void {
  const { open, openId, addAfter, mayEdit } = useEditor();
  const [only] = selection.size === 1 ? selection : [];
  const onKeyDown = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey;
    const key = command ? event.key.toLowerCase() : event.key;
    if (event.defaultPrevented || !isOurs(event.target, command, key)) return;
    const commands: Record<string, () => void> = {
      z: event.shiftKey ? redo : undo,
      y: redo,
      s: save,
      a: selectAll,
      d: duplicate,
    };
    const plain: Record<string, (() => void) | undefined> = {
      Enter: only === undefined ? undefined : () => open(only),
      // With nothing selected Tab goes on as everywhere: nobody is caught in the canvas.
      Tab: only === undefined || event.shiftKey || !mayEdit ? undefined : () => addAfter(only),
      Delete: remove,
      Backspace: remove,
      Escape: openId === undefined ? undefined : () => open(undefined),
    };
    const table = command ? commands : plain;
    const action = Object.hasOwn(table, key) ? table[key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  // Before the next key: after the paint, a Tab right after a click would still act on what was selected before.
  useLayoutEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

/** Saving means the pattern wherever one types; what floats above has keys of its own. The bar above takes no text to undo. */
function isOurs(target: EventTarget | null, isCommand: boolean, key: string): boolean {
  const isIn = (place: string) => target instanceof Element && target.closest(place) !== null;
  if (isCommand && key === 's') return !isIn('[role=dialog]');
  return (isCommand && isIn('.run-bar')) || !isElsewhere(target);
}

/** Has the focus where nothing in particular has it: a click beside the nodes gives it to the page, a link that leads here to the title. */
const nothing = 'body, main, .page-title';

/** What has the focus uses the keys itself, unless it is the canvas or nothing at all. */
function isElsewhere(target: EventTarget | null): boolean {
  return !(target instanceof Element && (target.matches(nothing) || target.closest('.canvas') !== null));
}
