import { Type } from '@sinclair/typebox';
import { ListOf, ListQuery } from '../schemas/common.js';
import {
  Member,
  MemberAdd,
  MemberPatch,
  Project,
  ProjectInput,
  ProjectListQuery,
} from '../schemas/projects.js';
import { defineRoutes } from './route.js';

/** The role is that in the project of the path; whatever the header says. */
const one = { tag: 'Projects', projectFrom: 'path' } as const;

/** Projects and who belongs to them. */
export const projectRoutes = defineRoutes({
  projectList: {
    method: 'GET',
    path: '/projects',
    permission: 'authenticated',
    tag: 'Projects',
    summary: 'List the projects that you see',
    query: ProjectListQuery,
    responses: { 200: ListOf(Project) },
  },
  projectCreate: {
    method: 'POST',
    path: '/projects',
    permission: 'instance',
    tag: 'Projects',
    summary: 'Make a project; you become its administrator',
    body: ProjectInput,
    responses: { 201: Project },
  },
  projectGet: {
    ...one,
    method: 'GET',
    path: '/projects/:id',
    permission: 'pattern.read',
    summary: 'One project',
    responses: { 200: Project },
  },
  projectPatch: {
    ...one,
    method: 'PATCH',
    path: '/projects/:id',
    permission: 'admin',
    summary: 'Rename a project',
    body: ProjectInput,
    responses: { 200: Project },
  },
  projectDelete: {
    ...one,
    method: 'DELETE',
    path: '/projects/:id',
    permission: 'admin',
    summary: 'Delete an empty project; the records of its runs go with it',
    responses: { 204: null },
  },
  memberList: {
    ...one,
    method: 'GET',
    path: '/projects/:id/members',
    permission: 'pattern.read',
    summary: 'Who belongs to a project',
    query: Type.Object(ListQuery),
    responses: { 200: ListOf(Member) },
  },
  memberAdd: {
    ...one,
    method: 'POST',
    path: '/projects/:id/members',
    permission: 'admin',
    summary: 'Add a user to a project',
    body: MemberAdd,
    responses: { 201: Member },
  },
  memberPatch: {
    ...one,
    method: 'PATCH',
    path: '/projects/:id/members/:userId',
    permission: 'admin',
    summary: 'Change the role of a member',
    body: MemberPatch,
    responses: { 200: Member },
  },
  memberRemove: {
    ...one,
    method: 'DELETE',
    path: '/projects/:id/members/:userId',
    permission: 'admin',
    summary: 'Remove a member from a project',
    responses: { 204: null },
  },
});
