import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  pid: number;
  session: number;
  /** Short name of the program. */
  name: string;
  /** Arguments, each ended by a zero character. */
  command: string;
}

/** The processes of this machine that are alive. */
export function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return read(Number(pid));
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

function read(pid: number): Process[] {
  const file = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  // Behind the name, which may hold anything: state, parent, group, session.
  const [state, , , session] = file('stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  if (state === 'Z' || state === 'X') return [];
  return [{ pid, session: Number(session), name: file('comm').trim(), command: file('cmdline') }];
}
