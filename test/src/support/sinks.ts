import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { processTree, type RunningHost } from './host-process.js';

export interface Place {
  where: string;
  bytes: Buffer;
}

/** Every file below a directory: store, write-ahead log, logs, files of connectors, core dumps. */
export function filesBelow(directory: string): Place[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .map((file) => ({ where: file, bytes: readFileSync(file) }));
}

/** Environment and arguments of the host and of everything that it started. */
export function processFacts(pid: number): Place[] {
  return processTree(pid).flatMap((member) =>
    ['environ', 'cmdline'].flatMap((fact) => {
      try {
        return [{ where: `/proc/${member}/${fact}`, bytes: readFileSync(`/proc/${member}/${fact}`) }];
      } catch {
        return []; // The process ended meanwhile.
      }
    }),
  );
}

/** What the host printed and what its API answered. */
export function spoken(host: RunningHost): Place[] {
  return [
    { where: 'standard output', bytes: Buffer.from(host.output()) },
    ...host.answers.map((answer) => ({ where: answer.slice(0, 80), bytes: Buffer.from(answer) })),
  ];
}
