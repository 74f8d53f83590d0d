import type { PinDescription } from '../schemas/catalog.js';

type PinType = PinDescription['type'];

const accepted: Record<PinType, readonly PinType[]> = {
  any: ['any', 'items', 'json', 'string', 'float', 'integer', 'boolean'],
  items: ['any', 'items', 'json', 'string', 'float', 'integer', 'boolean'],
  json: ['any', 'items', 'json'],
  string: ['string'],
  float: ['float', 'integer'],
  integer: ['integer'],
  boolean: ['boolean'],
};

/** True when data of an output pin may flow into an input pin. */
export function pinAccepts(input: PinType, output: PinType): boolean {
  return accepted[input].includes(output);
}

/** The pin of this name or alias. */
export function findPin(pins: readonly PinDescription[], name: string): PinDescription | undefined {
  return pins.find((pin) => pin.name === name || pin.aliases?.includes(name));
}
