import { EditorView } from '@codemirror/view';

/** The list of completions in the colours of the page. */
export const listTheme = EditorView.theme({
  // A list within that scrolls could not be reached by itself, for the focus stays in the text.
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxHeight: 'none', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px', borderRadius: '4px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    background: 'var(--page-hover)',
    color: 'var(--page-link)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--page-muted)', marginLeft: '12px' },
});
