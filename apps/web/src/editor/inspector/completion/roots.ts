import type { PatternGraph, RunItem } from '@patchbay/contracts';
import { accessOf, typeOf } from '../../../items/schema.js';
import { membersOf } from './members.js';
import { type Named, named } from './named.js';

/** What the expressions of a node can see. */
export interface Seen {
  /** What came in, over all pins. */
  input: readonly RunItem[];
  /** The nodes that lead to it, with what they gave first. */
  nodes: readonly { name: string; items: readonly RunItem[] }[];
  secrets: readonly string[];
  settings: PatternGraph['settings'];
  /** Whether the run can be called back while it waits. */
  waits: boolean;
}

const time = () => [
  named('.toISO()', 'text such as 2026-01-31T08:30:00'),
  named('.toISODate()', 'text such as 2026-01-31'),
  named('.toFormat("dd.MM.yyyy")', 'text in a form of yours'),
  named('.plus({ days: 1 })', 'later'),
  named('.minus({ days: 1 })', 'earlier'),
  named('.startOf("month")', 'beginning of it'),
  named('.toMillis()', 'number of milliseconds'),
];

/** All that can stand after a `$`. */
export function rootsOf({ input, nodes, secrets, settings, waits }: Seen): Named[] {
  const vars = Object.entries(settings?.vars ?? {});
  return [
    named('$json', 'the item', () => membersOf(input.map(({ json }) => json))),
    named('$input', 'what came in', () => itemsOf(input)),
    ...nodes.map(({ name, items }) => nodeNamed(name, items)),
    named('$itemIndex', 'number of the item, from 0'),
    named('$now', 'date and time', time),
    named('$today', 'date', time),
    named('$run', 'the run', () => [
      named('.id', 'text'),
      named('.environment', 'such as development'),
      named('.startedAt', 'text with date and time'),
      ...(waits ? [named('.resumeUrl', 'lets it go on when called')] : []),
    ]),
    named('$pattern', 'the pattern', () => [named('.id', 'text'), named('.name', 'text')]),
    named('$vars', 'variables of the pattern', () =>
      vars.map(([name, value]) => named(accessOf(name), typeOf(value), () => membersOf([value]))),
    ),
    named('$secrets', 'secrets by name', () => secrets.map((name) => named(accessOf(name), 'secret'))),
    named('$jmespath($json, "")', 'query in an object'),
  ];
}

function nodeNamed(name: string, items: readonly RunItem[]): Named {
  return named(callOf(name), 'that node', () => [...itemsOf(items), named('.isExecuted', 'whether it ran')]);
}

/** A node as an expression calls it. */
export function callOf(name: string): string {
  return `$(${JSON.stringify(name)})`;
}

function itemsOf(items: readonly RunItem[]): Named[] {
  const ofItem = () => [
    named('.json', 'its data', () => membersOf(items.map(({ json }) => json))),
    ...(items.some(({ binary }) => binary) ? [named('.binary', 'its files')] : []),
  ];
  return [
    named('.item', 'the one that belongs to this item', ofItem),
    named('.first()', 'the first item', ofItem),
    named('.last()', 'the last item', ofItem),
    named('.all()', 'all items', () => membersOf([[]])),
  ];
}
