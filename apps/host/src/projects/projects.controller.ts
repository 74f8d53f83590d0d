import { Body, Controller, Param, Query } from '@nestjs/common';
import { routes, type Member, type Project } from '@patchbay/contracts';
import { Api } from '../http/api.decorator.js';
import { CurrentCaller, type Caller } from '../http/caller.js';
import type { AnswerOf, BodyOf, QueryOf } from '../http/input-types.js';
import { MembersService } from './members.service.js';
import { ProjectsService } from './projects.service.js';

@Controller()
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly members: MembersService,
  ) {}

  @Api(routes.projectList)
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: QueryOf<typeof routes.projectList>,
  ): Promise<AnswerOf<typeof routes.projectList, 200>> {
    return this.projects.list(caller, query);
  }

  @Api(routes.projectCreate)
  create(
    @CurrentCaller() caller: Caller,
    @Body() body: BodyOf<typeof routes.projectCreate>,
  ): Promise<Project> {
    return this.projects.create(caller, body.name);
  }

  @Api(routes.projectGet)
  get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<Project> {
    return this.projects.get(caller, id);
  }

  @Api(routes.projectPatch)
  rename(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: BodyOf<typeof routes.projectPatch>,
  ): Promise<Project> {
    return this.projects.rename(caller, id, body.name);
  }

  @Api(routes.projectDelete)
  delete(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.projects.delete(caller, id);
  }

  @Api(routes.memberList)
  listMembers(@CurrentCaller() caller: Caller): Promise<AnswerOf<typeof routes.memberList, 200>> {
    return this.members.list(caller);
  }

  @Api(routes.memberAdd)
  add(@CurrentCaller() caller: Caller, @Body() body: BodyOf<typeof routes.memberAdd>): Promise<Member> {
    return this.members.add(caller, body);
  }

  @Api(routes.memberPatch)
  change(
    @CurrentCaller() caller: Caller,
    @Param('userId') userId: string,
    @Body() body: BodyOf<typeof routes.memberPatch>,
  ): Promise<Member> {
    return this.members.change(caller, userId, body.role);
  }

  @Api(routes.memberRemove)
  remove(@CurrentCaller() caller: Caller, @Param('userId') userId: string): Promise<void> {
    return this.members.remove(caller, userId);
  }
}
