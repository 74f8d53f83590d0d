import { Controller, Param } from '@nestjs/common';
import { routes, type ReplaceAnswer } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import { ConnectionReplacer } from './connection-replacer.js';

/** Here and not with the connections, because it changes patterns. */
@Controller()
export class ConnectionReplacementController {
  constructor(private readonly replacer: ConnectionReplacer) {}

  @Api(routes.connectionReplaceWith)
  replace(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('otherId') otherId: string,
  ): Promise<ReplaceAnswer> {
    return this.replacer.replace(caller, id, otherId);
  }
}
