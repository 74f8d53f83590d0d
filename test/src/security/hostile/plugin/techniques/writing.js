import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { tried, triedEach } from './tried.js';

/** Adds to files that exist and makes new ones in directories: code that the host or the next runner would load. */
export const overwrite = async ({ files = [], folders = [] }) => ({
  files: await triedEach(files, (path) => appendFileSync(path, '\n// hostile')),
  folders: await triedEach(folders, (path) => writeFileSync(join(path, 'hostile.js'), '// hostile')),
});

/** Leaves names in the folder of connector files that lead elsewhere, for a root process that shares it. */
export const leaveLinks = async ({ folder, targets }) => {
  const found = {};
  for (const [index, target] of targets.entries()) {
    const path = join(folder, `link-${index}`);
    found[target] = {
      made: await tried(() => symlinkSync(target, path)),
      read: await tried(() => readFileSync(path, 'latin1').slice(0, 100) || refuseEmpty()),
      hard: await tried(() => linkSync(target, join(folder, `hard-${index}`))),
    };
  }
  return found;
};

export const fillDisk = async ({ path, megabytes }) => {
  const part = Buffer.alloc(1024 * 1024, 1);
  let written = 0;
  const end = await tried(() => {
    for (; written < megabytes; written += 1) appendFileSync(path, part);
  });
  const cleaned = await tried(() => unlinkSync(path));
  return { written, end, cleaned };
};

/** What another run, or another runner, would have left behind in a temporary folder. */
export const temporary = ({ paths, note }) =>
  triedEach(paths, (path) => {
    const before = spawnSync('/bin/ls', ['-A', path], { encoding: 'utf8' }).stdout.trim();
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, note), note);
    return before;
  });

/** Code that was written by the run itself, as a native module would be that it brought along as data. */
export const execute = ({ paths }) =>
  triedEach(paths, (path) => {
    writeFileSync(path, '#!/bin/sh\nexit 0\n', { mode: 0o777 });
    const { error, status } = spawnSync(path);
    if (error) throw error;
    return status;
  });

function refuseEmpty() {
  throw Object.assign(new Error('empty'), { code: 'EMPTY' });
}
