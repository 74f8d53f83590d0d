import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { type Named, plainAccess } from './named.js';
import { type Written, writtenBefore } from './written.js';

/** What can be written at the cursor, within double braces alone. */
export function complete(context: CompletionContext, roots: readonly Named[]): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos);
  const begin = before.lastIndexOf('{{');
  if (begin <= before.lastIndexOf('}}')) return null;
  const written = writtenBefore(before.slice(begin + 2));
  if (written === undefined)
    return context.explicit
      ? { from: context.pos, options: inOrder(roots.map(asRoot)), validFor: /^\$?\w*$/ }
      : null;
  const from = context.pos - written.word.length;
  switch (written.kind) {
    case 'root':
      return { from, options: inOrder(roots.map(asRoot)), validFor: /^\$\w*$/ };
    case 'node':
      return { from, options: roots.flatMap((each) => asName(each, written.quote)), validFor: /^[^"'`]*$/ };
    case 'member':
      return { from, options: inOrder(membersAt(roots, written).map(asMember)), validFor: /^\w*$/ };
  }
}

function membersAt(
  roots: readonly Named[],
  { root, steps }: Extract<Written, { kind: 'member' }>,
): readonly Named[] {
  const begun = roots.find(({ access }) => access === root)?.members?.() ?? [];
  return steps.reduce(
    (all, step) => all.find(({ access }) => plainAccess(access) === step)?.members?.() ?? [],
    begun,
  );
}

/** Of those that fit as well, the first is the most useful one, not that with the first letter. */
function inOrder(options: readonly Completion[]): Completion[] {
  return options.map((option, index) => ({ ...option, boost: -Math.min(index, 99) }));
}

function asRoot({ access, detail }: Named): Completion {
  return { label: access, detail };
}

/** Of the nodes only the name, for the call around it is written. */
function asName({ access, detail }: Named, quote: string): Completion[] {
  if (!access.startsWith('$("')) return [];
  const name = JSON.parse(access.slice(2, -1)) as string;
  const escaped = name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return [
    {
      ...{ label: name, detail },
      apply: (view, _chosen, from, to) => {
        // What the editor closed by itself is not closed twice.
        const closing = `${quote})`;
        const after = view.state.sliceDoc(to, to + 2);
        const end = after === closing ? to + 2 : after.startsWith(quote) ? to + 1 : to;
        insert(view, { from, to: end, text: escaped + closing });
      },
    },
  ];
}

/** What is no name takes the place of the dot: `["a b"]`. */
function asMember({ access, detail }: Named): Completion {
  if (access.startsWith('.')) return { label: access.slice(1), detail };
  return {
    ...{ label: access, detail },
    apply: (view, _chosen, from, to) => {
      const isOptional = view.state.sliceDoc(from - 2, from) === '?.';
      insert(view, { from: isOptional ? from : from - 1, to, text: access });
    },
  };
}

function insert(view: EditorView, { from, to, text }: { from: number; to: number; text: string }): void {
  const selection = { anchor: from + text.length };
  view.dispatch({ changes: { from, to, insert: text }, selection, userEvent: 'input.complete' });
}
