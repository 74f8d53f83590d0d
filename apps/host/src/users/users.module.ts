import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { SessionReader } from './session-reader.js';
import { SessionService } from './session.service.js';

@Module({
  imports: [ProjectsModule],
  providers: [SessionReader, SessionService],
  exports: [SessionReader, SessionService],
})
export class UsersModule {}
