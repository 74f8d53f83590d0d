import { type CodeSandbox, type JsonObject, type JsonValue } from '@patchbay/plugin-sdk';
import { objectList, wrong } from '../values/lists.js';

/** What `RegExp` and `replace` take; data, so that it can cross into the sandbox. */
export interface Replacing extends JsonObject {
  pattern: string;
  flags: string;
  replacement: string;
}

/** `[{ pattern, replacement }]`, where a pattern is `/pattern/flags` or only the pattern, and replaces every match. */
export function parseReplacings(value: JsonValue | undefined, parameter: string): Replacing[] {
  return objectList(value, parameter).map(({ pattern: given, replacement = '' }) => {
    if (typeof given !== 'string' || given === '' || typeof replacement !== 'string')
      throw wrong(parameter, 'has an entry whose "pattern" or "replacement" is no text');
    const [, pattern = given, flags = ''] = /^\/(.*)\/([a-z]*)$/su.exec(given) ?? [];
    try {
      return { pattern, flags: new RegExp(pattern, `${flags.replace('g', '')}g`).flags, replacement };
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 200) : '';
      throw wrong(parameter, `has a "pattern" that is no regular expression (${why})`);
    }
  });
}

/** Of our own; patterns and texts are its data. */
const code = `
  const { texts, replacings } = items[0].json;
  const replaced = (text, { pattern, flags, replacement }) => text.replace(new RegExp(pattern, flags), replacement);
  return [{ json: { texts: texts.map((text) => replacings.reduce(replaced, text)) } }];`;

/**
 * These texts with everything replaced, one after the other. In the sandbox, since a pattern such as `(a+)+$` takes years
 * with some texts: there it ends with `step-timeout`, and here all runs of the process would wait for it.
 */
export async function replaceIn(
  texts: readonly string[],
  replacings: readonly Replacing[],
  sandbox: CodeSandbox,
): Promise<ReadonlyMap<string, string>> {
  const items = [{ json: { texts: [...texts], replacings: [...replacings] } }];
  const [answer] = await sandbox.run(code, { mode: 'runOnceForAllItems', items });
  const replaced = answer?.json['texts'] as string[];
  return new Map(texts.map((text, index) => [text, replaced[index] ?? text]));
}
