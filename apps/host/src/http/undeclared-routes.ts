import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { ROUTE } from './api.decorator.js';

/** Ends the start when a handler was bound past `@Api`: it would have no permission to check. */
export function refuseUndeclaredRoutes(app: INestApplicationContext): void {
  const undeclared = [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => undeclaredHandlers(metatype as { name: string; prototype: object }));
  if (undeclared.length === 0) return;
  throw new TypeError(`These handlers declare no route of the contract by @Api: ${undeclared.join(', ')}`);
}

/** Methods of a controller that answer requests without a permission. */
export function undeclaredHandlers({ name, prototype }: { name: string; prototype: object }): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([, { value }]) => typeof value === 'function' && isHandler(value as object))
    .map(([method]) => `${name}.${method}`);
}

function isHandler(method: object): boolean {
  return Reflect.hasMetadata(METHOD_METADATA, method) && !Reflect.hasMetadata(ROUTE, method);
}
