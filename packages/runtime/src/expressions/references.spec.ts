import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { referencesOf } from './references.js';

function words(source: string): string {
  const { whole, linked, wholeInput, unknown } = referencesOf([source]);
  return [
    ...[...whole].map((name) => `all of ${name}`),
    ...[...linked].map((name) => `one of ${name}`),
    ...(wholeInput ? ['input'] : []),
    ...(unknown ? ['unknown'] : []),
  ].join(', ');
}

describe('what an expression asks for beyond its own item', () => {
  const table: [source: string, asked: string][] = [
    ['$json.a + $itemIndex', ''],
    ['"costs 5 $" + $json.a', 'unknown'],
    ['`${$json.a} US$`', ''],
    ["$('A b').item.json.x", 'one of A b'],
    ['$("A")?.item.json.x + $json.b', 'one of A'],
    ["$('A').items", 'all of A'],
    ["$('A').all().length", 'all of A'],
    ["$('A').itemMatching(3)", 'all of A'],
    ["$('A').isExecuted ? 1 : $('B').first()", 'all of A, all of B'],
    ['$node["A"].json.x', 'one of A'],
    ['$node.A.json.x', 'one of A'],
    ['$node["A"].context.x + $node.B.context["y"]', 'all of A, all of B'],
    ['$node["A"].contexts', 'unknown'],
    ['$node["A"].all()', 'unknown'],
    ["$items('A', 0)", 'all of A'],
    ['$items().length', 'input'],
    ['$items($json.name)', 'unknown'],
    ['$input.item.json.x', ''],
    ['$input.first().json.x', 'input'],
    ['(({ all }) => all())($input)', 'input'],
    ['$("A" + $json.b).item', 'unknown'],
    ["$('A\\u0042').all()", 'unknown'],
    ['[$][0]("A").all()', 'unknown'],
    ['eval("$" + "(1)")', 'unknown'],
    ['globalThis["$"]("A").all()', 'unknown'],
    ['[].constructor.constructor("return 1")()', 'unknown'],
    ['"a constructor like this"', ''],
  ];
  for (const [source, asked] of table)
    it(`finds ${asked || 'nothing'} in ${source}`, () => assert.equal(words(source), asked));
});
