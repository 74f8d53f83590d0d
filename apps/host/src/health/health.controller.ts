import { Controller, Req, Res } from '@nestjs/common';
import { routes, type Ready } from '@patchbay/contracts';
import { Vault } from '@patchbay/vault';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { live } from '../bootstrap/front.js';
import { Api } from '../http/api.decorator.js';
import { callerMay } from '../http/caller.js';
import { Readiness } from './readiness.js';

@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly vault: Vault,
  ) {}

  @Api(routes.healthLive)
  live(): typeof live {
    return live;
  }

  @Api(routes.healthReady)
  async ready(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ready> {
    const checks = await this.readiness.checks();
    const ready = Object.values(checks).every(({ ok }) => ok);
    reply.status(ready ? 200 : 503);
    const { caller } = request;
    const isAdmin = caller !== undefined && callerMay(caller, 'instance');
    return {
      status: ready ? 'ready' : 'notReady',
      checks: isAdmin ? checks : withoutDetails(checks),
      ...(isAdmin ? this.#facts() : {}),
    };
  }

  /** How this machine is defended is of use to an attacker, so only administrators see it. */
  #facts(): Pick<Ready, 'vault' | 'isolation'> {
    const isolation = this.readiness.isolation();
    return {
      vault: { provider: this.vault.kind, keyFingerprint: this.vault.keyId },
      ...(isolation === undefined ? {} : { isolation }),
    };
  }
}

/** Details name paths and places; everybody may know only which part is missing. */
function withoutDetails(checks: Ready['checks']): Ready['checks'] {
  const { database, vault, runner, catalog } = checks;
  return {
    database: { ok: database.ok },
    vault: { ok: vault.ok },
    runner: { ok: runner.ok },
    catalog: { ok: catalog.ok },
  };
}
