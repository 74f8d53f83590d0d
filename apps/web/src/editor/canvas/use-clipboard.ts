import { PatternGraph } from '@patchbay/contracts';
import { Value } from '@sinclair/typebox/value';
import { useEffect } from 'react';
import { useEditor } from '../editor-context.js';
import { partOf, paste, removeNodes } from '../model/graph.js';

const marker = 'patchbay-nodes';

/** Copy, cut and paste of nodes as text, so that they travel between patterns and windows. */
export function useClipboard(selection: ReadonlySet<string>, select: (ids: readonly string[]) => void): void {
  const editor = useEditor();
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      if (isTyping(event) || selection.size === 0) return;
      const part = partOf(editor.graph, selection);
      event.clipboardData?.setData('text/plain', JSON.stringify({ [marker]: part }, undefined, 2));
      event.preventDefault();
      if (event.type === 'cut' && editor.mayEdit) editor.change(removeNodes(editor.graph, selection));
    };
    const insert = (event: ClipboardEvent) => {
      const part = isTyping(event) ? undefined : nodesIn(event.clipboardData?.getData('text/plain') ?? '');
      if (part === undefined || !editor.mayEdit) return;
      const { graph, ids } = paste(editor.graph, part);
      editor.change(graph);
      // After the canvas has drawn the copies.
      setTimeout(() => select(ids), 0);
      event.preventDefault();
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', insert);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', insert);
    };
  });
}

function isTyping({ target }: Event): boolean {
  const isEditable = target instanceof HTMLElement && target.isContentEditable;
  // A switch is an input too, and takes no text.
  const isInput = target instanceof HTMLInputElement && target.type !== 'checkbox';
  const isText = isInput || target instanceof HTMLTextAreaElement;
  return isEditable || isText || (window.getSelection()?.toString() ?? '') !== '';
}

/** Anything may lie on the clipboard: only what reads as a part of a pattern is taken. */
function nodesIn(text: string): PatternGraph | undefined {
  try {
    const part = (JSON.parse(text) as Record<string, unknown>)[marker];
    return Value.Check(PatternGraph, part) ? part : undefined;
  } catch {
    return undefined;
  }
}
