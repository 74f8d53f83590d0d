import { Module } from '@nestjs/common';
import { MembersService } from './members.service.js';
import { Memberships } from './memberships.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsService } from './projects.service.js';

@Module({
  controllers: [ProjectsController],
  providers: [Memberships, MembersService, ProjectsService],
  exports: [Memberships],
})
export class ProjectsModule {}
