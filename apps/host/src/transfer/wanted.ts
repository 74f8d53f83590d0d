import type { ConnectionCreate, ImportPlanInput } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { type ExportedConnection, openFile } from './export-file.js';
import { exactly } from './mapping/exact.js';
import type { Mapper } from './mapping/mapper.js';
import { nothingRead, type NotRead, type Reading } from './readers/reading.js';
import { type ForeignFormat, readText } from './read-text.js';

/** One connection that a file asks for. */
export interface Wanted {
  /** Its name in the file, made unique. */
  key: string;
  /** Of a file of ours: the connection that was exported. */
  id?: string;
  name: string;
  /** Undefined when no connector takes it. */
  type: string | undefined;
  /** What describes it besides its values, as far as the file says. */
  described: Pick<ConnectionCreate, 'scope' | 'description' | 'tags' | 'metadata' | 'outputSchemas' | 'pool'>;
  /** A patch; undefined when there is no connector to make one for. */
  config: JsonObject | undefined;
  /** `whole`: nothing else remains · `plain`: the secrets remain · `merge`: everything that is not named remains. */
  extent: 'whole' | 'plain' | 'merge';
  unmapped: string[];
  alternatives: string[];
}

export interface WantedList {
  wanted: Wanted[];
  notRead: NotRead[];
}

/** @throws PatchbayError `import-unreadable`, `passphrase-wrong` */
export async function readWanted(
  { format, text, passphrase, choices = {} }: ImportPlanInput,
  mapper: Mapper,
): Promise<WantedList> {
  if (format === 'patchbay') {
    const { connections, hasSecrets } = await openFile(text, passphrase);
    const extent = hasSecrets ? 'whole' : 'plain';
    return { wanted: withKeys(connections.map((each) => fromFile(each, extent, mapper))), ...nothing };
  }
  return fromElsewhere(format, text, mapper, (key) =>
    Object.hasOwn(choices, key) ? choices[key]?.type : undefined,
  );
}

const nothing = { notRead: nothingRead.notRead };

function fromFile(
  { id, name, type, config, ...described }: ExportedConnection,
  extent: Wanted['extent'],
  mapper: Mapper,
): Unkeyed {
  const connector = mapper.connector(type);
  const { scope, description, tags, metadata, outputSchemas, pool } = described;
  return {
    id,
    name,
    type,
    described: { scope, description, tags, metadata, outputSchemas, pool },
    config: connector === undefined ? undefined : exactly(connector.fields, config),
    extent,
    unmapped: [],
    alternatives: [],
  };
}

function fromElsewhere(
  format: ForeignFormat,
  text: string,
  mapper: Mapper,
  chosenType: (key: string) => string | undefined,
): WantedList {
  const { readings, notRead } = readText(format, text, mapper.envNames());
  const wanted = withKeys(readings.map(({ name }) => ({ name }))).map(({ key, name }, index) => {
    const reading = readings[index];
    return { key, name, ...mapped(reading, mapper, chosenType(key)) };
  });
  return { wanted, notRead };
}

function mapped(
  reading: Reading | undefined,
  mapper: Mapper,
  chosen: string | undefined,
): Omit<Wanted, 'key' | 'name'> {
  const fitting = reading === undefined ? [] : mapper.suggest(reading);
  const type = chosen === undefined ? undefined : mapper.connector(chosen)?.description.type;
  const best = fitting.find(({ connector }) => connector.description.type === type) ?? fitting[0];
  const types = fitting.map(({ connector }) => connector.description.type);
  return {
    type: best?.connector.description.type,
    described: {},
    config: best?.config,
    extent: 'merge',
    unmapped: best?.unmapped ?? [...(reading?.values.keys() ?? [])],
    alternatives: types.filter((other) => other !== best?.connector.description.type),
  };
}

type Unkeyed = Omit<Wanted, 'key'>;

/** Two entries may have one name, and each needs a key that `choices` can say. */
function withKeys<T extends { name: string }>(entries: readonly T[]): (T & { key: string })[] {
  const counts = new Map<string, number>();
  return entries.map((entry) => {
    const count = (counts.get(entry.name) ?? 0) + 1;
    counts.set(entry.name, count);
    return { ...entry, key: count === 1 ? entry.name : `${entry.name} (${count})` };
  });
}
