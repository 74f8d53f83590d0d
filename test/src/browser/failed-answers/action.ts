import type { RouteName } from '@patchbay/contracts';
import type { Locator, Page } from 'playwright-core';
import type { RunningHost } from '../../support/host-process.js';

/** Where actions are done. */
export interface Bench {
  host: RunningHost;
  page: Page;
  /** Opens a page and waits until it shows what it asked for. */
  go: (path: string) => Promise<void>;
  button: (name: string | RegExp) => Locator;
  field: (name: string | RegExp) => Locator;
  menu: (about: string, item: string) => Promise<void>;
}

/** What somebody does that asks the server to change or to do something. */
export interface Action {
  name: string;
  /** Its places in the sources of the web application, as `file#name`. */
  of: readonly string[];
  /** The request that fails. */
  route: RouteName;
  /** What the body of that request holds, where others of the same route must not fail. */
  body?: RegExp;
  /** A way to fail that leads elsewhere by its nature. */
  without?: string;
  /** Goes to where it can be done, and fills in what it needs. */
  begin: (at: Bench) => Promise<void>;
  act: (at: Bench) => Promise<void>;
  /** Tried with each way to fail; the others with those that differ, and one more. */
  everyKind?: boolean;
  /** It would end what the walk stands on, or cannot succeed here. */
  last?: 'stays undone';
}
