import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import type { Core } from '../core.module.js';
import { HookListener } from '../hooks/hook-listener.js';
import { serveApiDocs } from '../http/api-docs.js';
import { prepareFastify } from '../http/prepare-fastify.js';
import { undeclaredRoutes, watchRoutes } from '../http/registered-routes.js';
import { refuseUndeclaredRoutes } from '../http/undeclared-routes.js';
import { serveWebApp } from '../http/web-app.js';
import { NestLogger } from '../logging/nest-logger.js';
import type { Front } from './front.js';

export interface HostApp {
  nest: NestFastifyApplication;
  listener: RequestListener;
}

/** Builds the application around a server that listens already. */
export async function createApp(core: Core, front: Front): Promise<HostApp> {
  let listener: RequestListener | undefined;
  const adapter = new FastifyAdapter({
    // The server belongs to the front, which goes on owning it.
    serverFactory: (handler: RequestListener) => {
      listener = handler;
      return front.server;
    },
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    logger: false,
  });
  const nest = await NestFactory.create<NestFastifyApplication>(AppModule.with(core), adapter, {
    bodyParser: false,
    logger: new NestLogger(core.log),
    abortOnError: false,
  });
  const registered = watchRoutes(adapter.getInstance());
  prepareFastify(adapter.getInstance(), core);
  await nest.init();
  refuseUndeclaredRoutes(nest);
  serveApiDocs(adapter.getInstance());
  serveWebApp(adapter.getInstance());
  refuseUndeclared(registered());
  await adapter.getInstance().ready();
  if (listener === undefined) throw new TypeError('Fastify has not asked for its server');
  return { nest, listener: nest.get(HookListener).before(listener) };
}

/** Ends the start when something answers past the table of routes: nobody would have said who may call it. */
function refuseUndeclared(registered: readonly string[]): void {
  const undeclared = undeclaredRoutes(registered);
  if (undeclared.length === 0) return;
  throw new TypeError(`These routes are not in the contract: ${undeclared.join(', ')}`);
}

const bodyLimitBytes = 2 * 1024 * 1024;
