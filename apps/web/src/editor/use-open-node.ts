import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

/** What of the editor stands in the address, so that a link leads to it. */
interface Place {
  node?: string | undefined;
  /** A field of the node that is to be shown, by pointer into its parameters; it goes once it is shown. */
  field?: string | undefined;
  /** The run that is shown instead of the last one. */
  run?: string | undefined;
}

/** Which node is open, and which of its fields is looked for. */
export function useOpenNode() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const openId = textOf(search['node']);
  const run = textOf(search['run']);
  const sought = textOf(search['field']);
  const [leadsToField] = useState(sought !== undefined);
  const go = (place: Place) => {
    const there = Object.entries({ run, ...place }).filter(([, value]) => value !== undefined);
    void navigate({ to: '.', search: Object.fromEntries(there), replace: true, resetScroll: false });
  };
  return {
    openId,
    run,
    sought,
    /** Who came by a link to a field goes on there, not at the title. */
    leadsToField,
    open: (node: string | undefined) => {
      go({ node });
      // Who closes a node by keyboard goes on where it lies.
      if (node === undefined && openId !== undefined) focusNode(openId);
    },
    seek: (node: string, field: string) => go({ node, field }),
    found: () => go({ node: openId }),
  };
}

/** An address that somebody typed may have a number there. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function focusNode(id: string): void {
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
}
