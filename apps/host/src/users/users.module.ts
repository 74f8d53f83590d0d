import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AccountDeletion } from './account-deletion.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { ApiTokenReader } from './api-token-reader.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ApiTokensService } from './api-tokens.service.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { PasswordLinks } from './password-links.js';
import { SessionReader } from './session-reader.js';
import { SessionService } from './session.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [ProjectsModule, ConnectionsModule],
  controllers: [UsersController, OwnAccountController, AccountsController, ApiTokensController],
  providers: [
    SessionReader,
    SessionService,
    ApiTokenReader,
    ApiTokensService,
    UsersService,
    AccountsService,
    AccountDeletion,
    OwnAccountService,
    PasswordLinks,
  ],
  exports: [SessionReader, UsersService],
})
export class UsersModule {}
