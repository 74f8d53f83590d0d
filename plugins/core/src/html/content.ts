import type { AnyNode, Element } from 'domhandler';
import type { JsonValue } from '@patchbay/plugin-sdk';

/** Elements whose text nobody sees. */
export const unseen: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript']);

/** As the DOM numbers it; domhandler's own names would load the library. */
export const textNode = 3;

/** The text of an element and all within it, but not that of what is skipped or never shown. */
export function textOf(root: Element, skipped: ReadonlySet<AnyNode> = new Set()): string {
  let text = '';
  // With a list of its own instead of recursion: pages nest as deep as they like.
  const open: AnyNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (skipped.has(node)) continue;
    if ('data' in node && node.nodeType === textNode) text += node.data;
    if ('children' in node && (node === root || !('name' in node && unseen.has(node.name))))
      open.push(...node.children.toReversed());
  }
  return text;
}

/** What a form would send for an input, a text area or a select; a list for a select with several. */
export function controlValue(element: Element): JsonValue {
  if (element.name === 'textarea') return textOf(element);
  if (element.name !== 'select') return element.attribs.value ?? null;
  const options = optionsOf(element);
  const selected = options.filter(({ attribs }) => 'selected' in attribs).map(optionValue);
  if ('multiple' in element.attribs) return selected;
  const [first] = options;
  return selected.at(-1) ?? (first ? optionValue(first) : null);
}

function optionsOf(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (!('name' in child)) return [];
    if (child.name === 'option') return [child as Element];
    return child.name === 'optgroup' ? optionsOf(child as Element) : [];
  });
}

function optionValue(option: Element): string {
  return option.attribs.value ?? textOf(option).trim();
}
