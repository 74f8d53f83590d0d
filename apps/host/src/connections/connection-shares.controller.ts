import { Controller, Param } from '@nestjs/common';
import { routes, type ConnectionShare } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import { ConnectionShares } from './connection-shares.js';

@Controller()
export class ConnectionSharesController {
  constructor(private readonly shares: ConnectionShares) {}

  @Api(routes.shareList)
  list(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConnectionShare[]> {
    return this.shares.list(caller, id);
  }

  @Api(routes.sharePut)
  share(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<ConnectionShare> {
    return this.shares.share(caller, id, userId);
  }

  @Api(routes.shareDelete)
  unshare(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    return this.shares.unshare(caller, id, userId);
  }
}
