import { wrong } from './lists.js';

/** Throws `parameter-invalid`; an expression may give any number, whatever the form allows. */
export function checkWhole(value: number, least: number, parameter: string): void {
  if (!Number.isInteger(value) || value < least)
    throw wrong(parameter, `must be a whole number of at least ${least}, but is ${value}`);
}
