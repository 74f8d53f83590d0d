import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PatternNode, StepRecord } from '@patchbay/contracts';
import { collected, flowing } from '../spec/flowing.js';
import { catalogOf, graph, node, run, runtimeOf, type Outcome } from '../spec/kit.js';

const limits = { recordedItems: 100_000, recordedBytes: 50_000_000 };
const inBatches = runtimeOf({ catalog: catalogOf(flowing), limits });
const atOnce = runtimeOf({ catalog: catalogOf(collected), limits });
const patterns = 150;

describe('a run in batches', () => {
  for (let seed = 1; seed <= patterns; seed += 10) {
    it(`gives what a run with all items at once gives (patterns from ${seed} on)`, async () => {
      for (let each = seed; each < seed + 10; each++) {
        const pattern = randomPattern(randomFrom(each));
        const [flowed, kept] = [await run(inBatches, pattern), await run(atOnce, pattern)];
        assert.deepEqual(essence(flowed), essence(kept), `seed ${each}: ${JSON.stringify(pattern)}`);
      }
    });
  }
});

/** Of each execution what it gave; those that failed may have stopped others elsewhere. */
function essence({ result, steps }: Outcome) {
  const { error } = result;
  if (error) return { status: result.status, code: error.code, node: error.nodeName };
  const known = (step: StepRecord) => {
    const { nodeId, runIndex, status, itemCounts, outputs, error, attempts } = step;
    return [`${nodeId} ${runIndex}`, { status, itemCounts, outputs, error, attempts }];
  };
  return { status: result.status, steps: Object.fromEntries(steps.map(known)) as object };
}

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

/** A tree below a reader, with settings and expressions of all kinds. */
function randomPattern(random: Random) {
  const source = node('n0', 'rows', { count: [0, 1, 9, 40, 203][random(5)] ?? 0, size: 1 + random(30) });
  const nodes: PatternNode[] = [source];
  const edges = ['start>n0'];
  const pins = ['n0', 'n0.count'];
  const size = 2 + random(7);
  for (let index = 1; index <= size; index++) {
    const from = pins[random(pins.length)] ?? 'n0';
    const id = `n${index}`;
    const type = ['edit', 'edit', 'when', 'multiply', 'first', 'backwards', 'merge'][random(7)] ?? 'edit';
    const earlier = `n${random(index)}`;
    nodes.push({
      ...node(id, type, parametersOf(type, random, earlier)),
      settings: settingsOf(random),
      position: { x: random(5) * 100, y: random(5) * 100 },
    });
    const input = type === 'merge' ? 'left' : 'main';
    edges.push(`${from}>${id}.${input}`);
    if (type === 'merge') edges.push(`${pins[random(pins.length)] ?? 'n0'}>${id}.right`);
    if (random(3) > 0) pins.splice(pins.indexOf(from), 1);
    pins.push(...(type === 'when' ? [`${id}.yes`, `${id}.no`] : [id]));
  }
  return graph(nodes, edges);
}

function parametersOf(type: string, random: Random, earlier: string): NonNullable<PatternNode['parameters']> {
  const expressions = [
    '={{ $json.n * 2 }}',
    '={{ $itemIndex }}',
    '={{ $json.n + $itemIndex }}',
    '={{ $input.item.json.n }}',
    '={{ $input.all().length }}',
    '={{ $json.n === 5 ? null.x : 1 }}',
    `={{ $('${earlier}').item.json.n }}`,
    `={{ $node["${earlier}"].json.n }}`,
    `={{ $('${earlier}').isExecuted }}`,
    `={{ $('${earlier}').all().length }}`,
    `={{ $items("start").length + $('start').first().json.x }}`,
    "={{ $('start').item.json.x }}",
    `={{ $('n' + 0).all().length }}`,
  ];
  if (type === 'edit') return { value: expressions[random(expressions.length)] ?? '' };
  if (type === 'when') return { test: `={{ $json.n % ${1 + random(4)} === 0 }}` };
  return type === 'first' ? { count: random(60) } : {};
}

function settingsOf(random: Random): NonNullable<PatternNode['settings']> {
  const settings = [
    { disabled: true },
    { retries: 1, retryDelayMs: 0 },
    { onError: 'continue' },
    { onError: 'errorOutput' },
    { alwaysOutputData: true },
    { executeOnce: true },
    { timeoutMs: 60_000 },
  ] as const;
  return settings[random(20)] ?? {};
}
