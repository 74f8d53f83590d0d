import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  connectionSecretReads,
  type FieldMap,
  joinConfig,
  type JsonObject,
  putSecrets,
} from '@patchbay/fields';
import type { OpenedConnection } from '@patchbay/protocol';
import { type FoundSecret, SecretReader } from '../secrets/secret-reader.js';

/** What a connection consists of: its readable part and its own secrets. */
export interface Parts {
  fields: FieldMap;
  config: JsonObject;
  secrets: JsonObject;
}

/** Puts the values of an environment where a configuration names secrets. */
@Injectable()
export class NamedSecrets {
  constructor(private readonly reader: SecretReader) {}

  /** @throws PatchbayError `secret-value-missing` naming secret and environment */
  find(
    projectId: string,
    { fields, config }: Pick<Parts, 'fields' | 'config'>,
    environment: string,
  ): Promise<FoundSecret[]> {
    const names = connectionSecretReads(fields, config).flatMap((read) => read.names);
    return this.reader.find(projectId, [...new Set(names)], environment);
  }

  /** The whole configuration, for a runner. */
  fill(
    { fields, config, secrets }: Parts,
    found: readonly FoundSecret[],
  ): Pick<OpenedConnection, 'config' | 'secrets'> {
    if (found.length === 0) return { config: joinConfig(config, secrets) };
    const values = this.reader.open(found);
    return { config: joinConfig(putSecrets(fields, config, values), secrets), secrets: values };
  }
}

/** Names a client by the values that it was opened with: another value, or another environment, is another client. */
export function variantOf(
  environment: string,
  found: readonly FoundSecret[],
): Pick<OpenedConnection, 'variant'> {
  if (found.length === 0) return {};
  const versions = found.map(({ id, row }) => `${id} ${row.version}`).join('\n');
  return { variant: `${environment} ${createHash('sha256').update(versions).digest('hex').slice(0, 32)}` };
}
