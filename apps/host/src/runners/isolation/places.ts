import { existsSync, realpathSync } from 'node:fs';
import { codeRoots } from './code-roots.js';

/** What of the file system a runner may see. All paths are absolute and without symlinks. */
export interface Places {
  /** The module that a runner process executes. */
  readonly main: string;
  readonly node: string;
  /** Directories of code, to read. */
  readonly code: readonly string[];
  /** Directories that file-based connectors may use. */
  readonly files: readonly string[];
  /** What must stay unreadable, wherever it lies. */
  readonly hidden: readonly string[];
}

export interface PlaceOptions {
  /** `import.meta.url` of the runner's main module. */
  mainUrl: string;
  pluginEntries: readonly string[];
  fileDirectories: readonly string[];
  /** Files and directories of the host; those that do not exist are left out. */
  hidden: readonly string[];
}

export function findPlaces({ mainUrl, pluginEntries, fileDirectories, hidden }: PlaceOptions): Places {
  const main = realpathSync(new URL(mainUrl));
  return {
    main,
    node: realpathSync(process.execPath),
    code: codeRoots([main, ...pluginEntries]),
    files: existing(fileDirectories),
    hidden: existing(hidden),
  };
}

function existing(paths: readonly string[]): string[] {
  return paths.filter((path) => existsSync(path)).map((path) => realpathSync(path));
}
