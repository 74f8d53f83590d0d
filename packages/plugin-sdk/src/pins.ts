/**
 * The type of a pin says what each item's `json` holds: `items` and `json` any object, a scalar type one item
 * `{ json: { <pin>: value } }`. `any` input pins accept everything.
 */
export type PinType = 'any' | 'items' | 'json' | 'string' | 'float' | 'integer' | 'boolean';

export interface Pin {
  name: string;
  type: PinType;
  displayName?: string;
  /** Other names that an edge may use for this pin. */
  aliases?: readonly string[];
  /** An input that must have received data before the node runs; the first input is required by default. */
  required?: boolean;
  /**
   * Which values of parameters have the canvas draw the pin, as for a field; a parameter that is not shown itself
   * has none. A pin with an edge is always drawn, and data may flow through one that is not.
   */
  displayOptions?: { show?: Choices; hide?: Choices };
  /** The parameter whose text, if there is any, is the pin's name on the canvas. */
  nameFrom?: string;
}

type Choices = Record<string, (string | number | boolean)[]>;

/** The usual single input or output. */
export const mainPin: Pin = { name: 'main', type: 'items' };
