import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { InputInterceptor } from './input.interceptor.js';
import { OpenApiController } from './openapi.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimits } from './rate-limits.js';

/** What stands around every handler. */
@Module({
  imports: [UsersModule],
  controllers: [OpenApiController],
  providers: [
    RateLimits,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: InputInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [RateLimits],
})
export class HttpModule {}
