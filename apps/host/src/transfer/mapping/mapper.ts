import { Injectable } from '@nestjs/common';
import type { ImportRule } from '@patchbay/contracts';
import type { CatalogConnector } from '../../plugins/catalog.js';
import { CatalogService } from '../../plugins/catalog.service.js';
import type { EnvNames } from '../readers/env.js';
import type { Reading } from '../readers/reading.js';
import { mapReading, type Mapped } from './map-reading.js';

/** Finds the connectors that take what was read, by what they declare about texts of elsewhere. */
@Injectable()
export class Mapper {
  constructor(private readonly catalog: CatalogService) {}

  /** The best first; equals in the order of their names. */
  suggest(reading: Reading): Mapped[] {
    return this.catalog
      .connectors()
      .flatMap((connector) => mapReading(reading, connector) ?? [])
      .sort((a, b) => b.score - a.score || (typeOf(a) < typeOf(b) ? -1 : 1));
  }

  /** By type or alias. */
  connector(type: string): CatalogConnector | undefined {
    return this.catalog.connector(type);
  }

  /** What `.env` files are read with. */
  envNames(): EnvNames {
    const rules = this.#rules().filter(({ from }) => from === 'env');
    return {
      rules,
      isKnownUrl: (reading) => this.#takesUrl(reading),
      prefixOf: (kind) => this.#prefixOf(kind),
    };
  }

  /** A plain web address is everywhere in such files; one with a login, or of a known service, is a connection. */
  #takesUrl(reading: Reading): boolean {
    const isWeb = reading.kind === 'http' || reading.kind === 'https';
    const fitting = this.suggest(reading);
    if (!isWeb) return fitting.length > 0;
    return reading.values.has('username') || (fitting[0]?.score ?? 0) >= 100;
  }

  #prefixOf(kind: string): string | undefined {
    const connector = this.catalog
      .connectors()
      .find(({ description: { type, aliases, imports = [] } }) =>
        [
          type,
          ...aliases,
          ...imports.flatMap(({ from, names = [] }) => (from === 'url' ? names : [])),
        ].includes(kind),
      );
    return connector?.description.imports?.find(({ from }) => from === 'env')?.names?.[0];
  }

  #rules(): ImportRule[] {
    return this.catalog.connectors().flatMap(({ description }) => description.imports ?? []);
  }
}

function typeOf({ connector }: Mapped): string {
  return connector.description.type;
}
