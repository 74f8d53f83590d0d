import type { InlineCredentials } from '@patchbay/contracts';
import { applyDefaults, type FieldMap, type FieldProblem, type JsonObject } from '@patchbay/fields';
import { useState } from 'react';
import type { FormAccess } from '../../../fields/form-context.js';
import { nameAt, problemFor, sentence } from '../../../fields/problems.js';
import { withoutSecrets } from '../../../fields/stored.js';
import { getAt, pointerOf, setAt } from '../../../fields/values.js';

interface InlineForm {
  fields: FieldMap;
  inline: InlineCredentials;
  problems: readonly FieldProblem[];
  onChange: (config: JsonObject) => void;
}

/** The form of credentials that lie in a node. A mask in the configuration says: keep what is sealed. */
export function useInlineForm({ fields, inline, problems, onChange }: InlineForm): FormAccess {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [unreadable, setUnreadable] = useState<Readonly<Record<string, string>>>({});
  const config = inline.config as JsonObject;
  // What is sealed reads as masks; they go back when somebody keeps the old secret after all.
  const [masked] = useState(config);
  // A node's secrets are named by pointers already.
  const stored = inline.secretKeys ?? [];
  return {
    root: applyDefaults(fields, withoutSecrets(config)),
    isSaved: false,
    stored,
    secretsSetAt: inline.secretsSetAt ?? null,
    opened,
    reentryBecause: [],
    maskedText: (path) => {
      const text = getAt(masked, path);
      return typeof text === 'string' && text !== '' ? text : undefined;
    },
    problemAt: (pointer) => {
      const detail = unreadable[pointer] ?? problemFor(problems, pointer)?.detail;
      return detail === undefined ? undefined : sentence(nameAt(fields, pointer), detail);
    },
    change: (path, value) => onChange(setAt(config, path, value ?? undefined)),
    touch: () => undefined,
    open: (path) => setOpened((before) => new Set(before).add(pointerOf(path))),
    keep: (path) => {
      onChange(setAt(config, path, getAt(masked, path)));
      setOpened((before) => new Set([...before].filter((pointer) => pointer !== pointerOf(path))));
    },
    setUnreadable: (pointer, detail) =>
      setUnreadable((before) => {
        const others = Object.entries(before).filter(([other]) => other !== pointer);
        return Object.fromEntries(detail === undefined ? others : [...others, [pointer, detail]]);
      }),
  };
}
