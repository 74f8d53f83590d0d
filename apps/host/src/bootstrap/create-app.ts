import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import type { Core } from '../core.module.js';
import { prepareFastify } from '../http/prepare-fastify.js';
import { refuseUndeclaredRoutes } from '../http/undeclared-routes.js';
import { NestLogger } from '../logging/nest-logger.js';

export interface HostApp {
  nest: NestFastifyApplication;
  listener: RequestListener;
}

/** Builds the application around a server that listens already. */
export async function createApp(core: Core, server: Server): Promise<HostApp> {
  let listener: RequestListener | undefined;
  const adapter = new FastifyAdapter({
    // The server belongs to the front, which goes on owning it.
    serverFactory: (handler: RequestListener) => {
      listener = handler;
      return server;
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
  prepareFastify(adapter.getInstance());
  await nest.init();
  refuseUndeclaredRoutes(nest);
  await adapter.getInstance().ready();
  if (listener === undefined) throw new TypeError('Fastify has not asked for its server');
  return { nest, listener };
}

const bodyLimitBytes = 2 * 1024 * 1024;
