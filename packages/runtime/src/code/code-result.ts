import { PatchbayError, type BinaryReference, type Item, type JsonObject } from '@patchbay/plugin-sdk';
import { codeLimits, type CodeOutcome } from './execute-code.js';
import { lineOf } from './code-line.js';

/**
 * The items that code gave. Objects become `{ json }`; in the mode for each item one value belongs to each, and
 * nothing leaves the item out. Throws `step-failed` or `expression-timeout`, with the line where it is known.
 */
export function codeItems(outcome: CodeOutcome, inputs: readonly Item[]): Item[] {
  if ('stopped' in outcome) throw stopped(outcome.stopped, outcome.stack);
  if ('failure' in outcome) throw failed(outcome);
  const files = binaryIds(inputs);
  if ('results' in outcome)
    return outcome.results.flatMap((value, item) =>
      value === null || value === undefined ? [] : [{ ...itemOf(value, item, files), pairedItem: { item } }],
    );
  const { result } = outcome;
  if (result === null || result === undefined)
    throw new PatchbayError('step-failed', 'The code returned nothing; end it with "return items".');
  return (Array.isArray(result) ? result : [result]).map((value, index) => itemOf(value, index, files));
}

function itemOf(value: unknown, index: number, files: ReadonlySet<string>): Item {
  if (!isObject(value))
    throw new PatchbayError('step-failed', `The code returned a list in which number ${index} is no object.`);
  if (!('json' in value)) return { json: value as JsonObject };
  const { json, binary, pairedItem } = value;
  if (!isObject(json))
    throw new PatchbayError('step-failed', `The code returned an item ${index} whose "json" is no object.`);
  return {
    json: json as JsonObject,
    ...(isObject(binary) ? { binary: known(binary, index, files) } : {}),
    ...(isPairing(pairedItem) ? { pairedItem } : {}),
  };
}

/** A reference is the key to a file: code may pass on those that it was given, not make one up. */
function known(
  binary: Record<string, unknown>,
  index: number,
  files: ReadonlySet<string>,
): Record<string, BinaryReference> {
  for (const reference of Object.values(binary)) {
    if (!isObject(reference) || !files.has(JSON.stringify(reference)))
      throw new PatchbayError(
        'step-failed',
        `The code returned an item ${index} with binary data that did not come in.`,
      );
  }
  return binary as Record<string, BinaryReference>;
}

function binaryIds(inputs: readonly Item[]): ReadonlySet<string> {
  return new Set(
    inputs.flatMap(({ binary }) => Object.values(binary ?? {}).map((each) => JSON.stringify(each))),
  );
}

function stopped(reason: 'timeout' | 'exhausted', stack: string): PatchbayError {
  const place = lineOf(stack);
  return reason === 'timeout'
    ? new PatchbayError(
        'step-timeout',
        `The code took longer than ${codeLimits.evaluationMs / 1_000} seconds${place}.`,
      )
    : new PatchbayError(
        'step-failed',
        `The code used more memory than ${codeLimits.memoryBytes / 1_048_576} MB, or called itself too deeply${place}.`,
      );
}

function failed({ failure, stack, item }: { failure: string; stack: string; item: number }): PatchbayError {
  if (failure === 'InternalError: out of memory') return stopped('exhausted', stack);
  const where = item > 0 ? ` (item ${item})` : '';
  return new PatchbayError(
    'step-failed',
    `The code failed${lineOf(stack)}: ${failure.slice(0, 500)}${where}.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPairing(value: unknown): value is NonNullable<Item['pairedItem']> {
  const isOne = (each: unknown) => isObject(each) && Number.isInteger(each['item']);
  return Number.isInteger(value) || isOne(value) || (Array.isArray(value) && value.every(isOne));
}
