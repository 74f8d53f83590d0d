import { Injectable } from '@nestjs/common';
import type { SmartPasteAnswer } from '@patchbay/contracts';
import type { JsonObject, JsonValue } from '@patchbay/fields';
import { Mapper } from './mapping/mapper.js';
import type { Mapped } from './mapping/map-reading.js';
import { formatOf, readText } from './read-text.js';

/** Turns a pasted text into filled forms. Keeps nothing, logs nothing, and looks nothing up. */
@Injectable()
export class SmartPaste {
  constructor(private readonly mapper: Mapper) {}

  read(text: string): SmartPasteAnswer {
    const format = formatOf(text);
    const { readings, notRead } = readText(format, text, this.mapper.envNames());
    const connections = readings.map((reading) => {
      const fitting = this.mapper.suggest(reading);
      return {
        name: reading.name,
        suggestions: fitting.slice(0, mostSuggestions).map(suggestion),
        read: fitting.length === 0 ? [...reading.values.keys()] : [],
      };
    });
    return { format, connections, notRead };
  }
}

const mostSuggestions = 10;

function suggestion({
  connector,
  config,
  unmapped,
  missing,
}: Mapped): SmartPasteAnswer['connections'][number]['suggestions'][number] {
  const { type, displayName } = connector.description;
  return { type, displayName, config: forForms(config), unmapped, missing };
}

/** A form holds plain values; only what reads like a mask keeps the form that says it is none. */
function forForms(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, plain(value)]));
}

function plain(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const exact = value['$value'];
  if (exact === undefined) return forForms(value);
  return typeof exact === 'object' || isMasklike(exact) ? value : exact;
}

function isMasklike(value: JsonValue): boolean {
  return typeof value === 'string' && /^\u2022+$/.test(value);
}
