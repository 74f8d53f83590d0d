/** This installation; sealed records are bound to its id. */
export class Instance {
  constructor(readonly id: string) {}
}
