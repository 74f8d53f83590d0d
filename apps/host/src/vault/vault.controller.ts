import { Body, Controller, Res } from '@nestjs/common';
import { routes, type VaultBackfill, type VaultRotation, type VaultStatus } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';
import { Api } from '../http/api.decorator.js';
import { actorOf, type Caller, CurrentCaller } from '../http/caller.js';
import type { BodyOf } from '../http/input-types.js';
import { Log } from '../logging/log.js';
import { Backfill } from './backfill.js';
import { KeyRotation } from './key-rotation.js';

@Controller()
export class VaultController {
  constructor(
    private readonly rotation: KeyRotation,
    private readonly backfill: Backfill,
    private readonly log: Log,
  ) {}

  @Api(routes.vaultStatus)
  status(): Promise<VaultStatus> {
    return this.rotation.read();
  }

  @Api(routes.vaultRotate)
  async rotate(
    @CurrentCaller() caller: Caller,
    @Body() { wait = true, abandonDamaged }: BodyOf<typeof routes.vaultRotate>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VaultRotation | VaultStatus> {
    const rotating = this.rotation.rotate({ actor: actorOf(caller), abandonDamaged });
    if (wait) return rotating;
    rotating.catch((error: unknown) => {
      this.log.error('The rotation of the master key stopped', error);
    });
    reply.status(202);
    return this.rotation.read();
  }

  @Api(routes.vaultBackfill)
  seal(
    @CurrentCaller() caller: Caller,
    @Body() { dryRun = false }: BodyOf<typeof routes.vaultBackfill>,
  ): Promise<VaultBackfill> {
    return this.backfill.run(actorOf(caller), dryRun);
  }
}
