import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { SessionReader } from './session-reader.js';
import { SessionService } from './session.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [ProjectsModule],
  controllers: [UsersController],
  providers: [SessionReader, SessionService, UsersService],
  exports: [SessionReader, UsersService],
})
export class UsersModule {}
