/** Ways to keep runners apart from the host, the best first. */
export const rungs = ['namespaces+user', 'namespaces', 'user', 'permission', 'process'] as const;
export type Rung = (typeof rungs)[number];

interface RungFacts {
  description: string;
  /** Whether a runner cannot read the host's state, logs and key even with native code. */
  hidesState: boolean;
}

export const rungFacts: Readonly<Record<Rung, RungFacts>> = {
  'namespaces+user': {
    description:
      'Own process, mount and IPC namespaces, a root directory with the code alone, and a user per runner.',
    hidesState: true,
  },
  namespaces: {
    description:
      'Own process, mount and IPC namespaces and a root directory with the code alone; no capabilities.',
    hidesState: true,
  },
  user: {
    description: 'A user per runner, to whom the files of the host are closed. Other processes can be seen.',
    hidesState: true,
  },
  permission: {
    description:
      "Node's permission model: no other files, no programs. It does not bind native code, nor signals.",
    hidesState: false,
  },
  process: {
    description: 'Own session and empty environment only: plugin code can read what the host can read.',
    hidesState: false,
  },
};

export interface RefusedRung {
  rung: Rung;
  reason: string;
}

/** Whether plugin code can open sockets by itself. */
export interface NetworkReport {
  separated: boolean;
  description: string;
}

/** What was chosen at the start, for the health page. */
export interface IsolationReport {
  rung: Rung;
  description: string;
  hidesState: boolean;
  /** The better rungs, and why each does not work here. */
  refused: readonly RefusedRung[];
  network: NetworkReport;
}

export function isRung(text: string): text is Rung {
  return (rungs as readonly string[]).includes(text);
}
