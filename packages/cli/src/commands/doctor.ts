import { existsSync, lstatSync, statfsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Ready } from '@patchbay/contracts';
import { plain } from '../output.js';
import { describeRoute } from '../transport.js';
import type { CommandContext, ExitCode } from './command.js';

interface Finding {
  ok: boolean;
  what: string;
  /** What to do about it, when something is wrong. */
  advice?: string;
}

const leastFreeBytes = 500 * 1024 * 1024;

/** `patchbay doctor`: looks at everything that an installation needs and says what to do where something is wrong. */
export async function doctorCommand(context: CommandContext): Promise<ExitCode> {
  const findings = [
    nodeVersion(),
    masterKey(),
    ...dataDirectory(context.settings.dataDirectory),
    ...(await server(context)),
  ];
  for (const { ok, what, advice } of findings) {
    context.output.out(`${ok ? '✓' : '✗'} ${plain(what)}`);
    if (!ok && advice !== undefined) context.output.out(`    ${plain(advice)}`);
  }
  const wrong = findings.filter(({ ok }) => !ok).length;
  context.output.out(
    wrong === 0 ? 'All is well.' : `${wrong} ${wrong === 1 ? 'thing needs' : 'things need'} attention.`,
  );
  return wrong === 0 ? 0 : 1;
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  return {
    ok,
    what: `Node ${process.versions.node}`,
    advice: 'Install Node 20.19 or later, 22.12 or later, or 24.',
  };
}

function masterKey(): Finding {
  const provider = process.env.PATCHBAY_KEY_PROVIDER ?? 'file';
  if (provider !== 'file') return { ok: true, what: `Master key from the provider "${provider}"` };
  const path = process.env.PATCHBAY_MASTER_KEY_FILE ?? join(homedir(), '.config', 'patchbay', 'master.key');
  if (!existsSync(path)) {
    return {
      ok: false,
      what: `No master key at ${path}`,
      advice: 'It is made at the first start; if there is data already, restore the key.',
    };
  }
  const found = lstatSync(path);
  const ok = found.isFile() && (found.mode & 0o077) === 0;
  return {
    ok,
    what: `Master key at ${path}`,
    advice: `Only its owner may read it, and it must be a plain file: chmod 600 ${path}`,
  };
}

function dataDirectory(path: string): Finding[] {
  if (!existsSync(path)) {
    return [
      {
        ok: false,
        what: `No data directory at ${path}`,
        advice: 'Start Patchbay once, or set PATCHBAY_DATA_DIR.',
      },
    ];
  }
  const state = join(path, 'state');
  const closed = !existsSync(state) || (lstatSync(state).mode & 0o077) === 0;
  const { bavail, bsize } = statfsSync(path);
  return [
    { ok: closed, what: `Data directory ${path}`, advice: `Others can look into it: chmod 700 ${state}` },
    {
      ok: bavail * bsize > leastFreeBytes,
      what: `${Math.round((bavail * bsize) / 1024 / 1024)} MB free for data`,
      advice: 'Make room; runs cannot be recorded on a full disk.',
    },
  ];
}

async function server({ client, settings }: CommandContext): Promise<Finding[]> {
  try {
    const ready = await client.call('healthReady');
    return [{ ok: true, what: `Server reached over ${describeRoute(settings)}` }, ...serverParts(ready)];
  } catch (error) {
    return [
      {
        ok: false,
        what: 'The server does not answer',
        advice: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}

function serverParts(ready: Ready): Finding[] {
  const parts = Object.entries(ready.checks).map(([name, part]) => ({
    ok: part.ok,
    what: `Server: ${name}${part.detail === undefined ? '' : ` — ${part.detail}`}`,
    advice: 'Look at the log in the data directory.',
  }));
  if (!ready.isolation) return parts;
  const { rung, description, network, refused } = ready.isolation;
  return [
    ...parts,
    {
      ok: rung !== 'process',
      what: `Plugins are isolated by ${rung}: ${description}`,
      advice: refused.map((better) => `${better.rung}: ${better.reason}`).join('; '),
    },
    {
      ok: network.separated,
      what: network.description,
      advice:
        'Start Patchbay as root, or where user namespaces are allowed, with PATCHBAY_RUNNER_NETWORK=auto.',
    },
  ];
}
