import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AnyConnector } from '@patchbay/plugin-sdk';
import type { ConnectorSample } from '../sample.js';
import { wrongCertificate } from './certificate.js';
import { checkHostile } from './check.js';
import { hostileServers } from './servers.js';
import { watchMemory } from './memory.js';
import { voiceOf } from './voices.js';

/** For all servers and clients of one connector together; each flood alone would be gigabytes. */
const mostBytes = 400_000_000;

/** Registers one test per hostile server; they run at the same time, so that all take little longer than one. */
export function describeHostile(connector: AnyConnector, sample: ConnectorSample): void {
  const { unreachable, withTls } = sample;
  if (!unreachable) return;
  const voice = voiceOf(sample.speaks);
  describe(
    `the test of ${connector.type} ends in time, truthfully and without harm when a server`,
    {
      concurrency: true,
    },
    () => {
      let grownBy = (): number => 0;
      before(() => {
        // Made ahead, because making it holds up all that runs at the same time.
        wrongCertificate();
        grownBy = watchMemory();
      });
      after(() => assert.ok(grownBy() < mostBytes, 'it filled the memory'));
      for (const hostile of hostileServers) {
        const configFor = hostile.tls ? withTls : unreachable;
        if (configFor) it(hostile.name, () => checkHostile(connector, hostile, voice, configFor));
      }
    },
  );
}
