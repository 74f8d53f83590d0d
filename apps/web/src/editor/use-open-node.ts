import { useNavigate, useSearch } from '@tanstack/react-router';

/** The open node stands in the address, so that a link leads to it. */
export function useOpenNode(): [string | undefined, (id: string | undefined) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const node = search['node'];
  const openId = typeof node === 'string' || typeof node === 'number' ? String(node) : undefined;
  const open = (id: string | undefined) => {
    void navigate({
      to: '.',
      search: id === undefined ? {} : { node: id },
      replace: true,
      resetScroll: false,
    });
    // Who closes a node by keyboard goes on where it lies.
    if (id === undefined && openId !== undefined) focusNode(openId);
  };
  return [openId, open];
}

function focusNode(id: string): void {
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
}
