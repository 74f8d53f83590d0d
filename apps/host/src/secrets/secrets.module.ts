import { Module } from '@nestjs/common';
import { EventsModule } from '../connections/events.module.js';
import { EnvironmentsService } from './environments.service.js';
import { SecretReader } from './secret-reader.js';
import { SecretValues } from './secret-values.js';
import { SecretViews } from './secret-view.js';
import { SecretsController } from './secrets.controller.js';
import { SecretsService } from './secrets.service.js';

/** Named secrets and environments. */
@Module({
  imports: [EventsModule],
  controllers: [SecretsController],
  providers: [EnvironmentsService, SecretValues, SecretViews, SecretReader, SecretsService],
  exports: [EnvironmentsService, SecretReader],
})
export class SecretsModule {}
