import { readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { type HouseSettings, openHouse } from './killed-house.spec.support.js';
import { names, operate } from './killed-operations.spec.support.js';
import { dieAt } from './killed-points.spec.support.js';
import { servicesOf } from './killed-services.spec.support.js';
import { inspect } from './killed-state.spec.support.js';

/*
 * Opens the houses that it is given, says what is in each, and changes them until it is killed. What it says is
 * written at once and before the change is asked for, so whoever kills it knows what may have been done. It may be given
 * a point at which it kills itself.
 */
const { houses, point } = JSON.parse(readFileSync(0, 'utf8')) as Task;
const say = (message: object) => void writeSync(1, `${JSON.stringify(message)}\n`);

const armedWithinMs = 300;

try {
  const opened = await Promise.all(houses.map((settings, at) => open(settings, at)));
  // Not before: on one event loop those that are busy would keep the others from being opened.
  const working = Promise.all(opened.map((house, at) => work(house, at)));
  await sleep(Math.random() * armedWithinMs);
  if (point !== undefined)
    dieAt(point, () => {
      say({ reached: point });
    });
  await working;
} catch (error) {
  say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
}

interface Task {
  houses: HouseSettings[];
  point?: string;
}

async function open(settings: HouseSettings, at: number): Promise<INestApplicationContext> {
  const house = await openHouse(settings);
  say({ at, state: await inspect(house, names) });
  return house;
}

async function work(house: INestApplicationContext, at: number): Promise<void> {
  await operate(await servicesOf(house), {
    begin: (next) => {
      say({ at, begin: next });
    },
    done: (next) => {
      say({ at, done: next });
    },
  });
}
