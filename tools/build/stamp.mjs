import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that is there when something was built to its end, dated when that began: what was saved meanwhile counts as newer. */
export class Stamp {
  #path;
  #began;

  constructor(path) {
    this.#path = path;
  }

  /** Undefined when nothing was built, or not to its end. */
  get date() {
    return existsSync(this.#path) ? statSync(this.#path).mtimeMs : undefined;
  }

  begin() {
    this.#began = new Date();
    rmSync(this.#path, { force: true });
  }

  end() {
    mkdirSync(dirname(this.#path), { recursive: true });
    closeSync(openSync(this.#path, 'w'));
    utimesSync(this.#path, this.#began, this.#began);
  }
}
