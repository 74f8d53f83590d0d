import type { FieldProblem } from '@patchbay/fields';
import { useState } from 'react';
import { sentence } from '../fields/problems.js';
import { capitalized } from '../ui/words.js';
import { type About, isSameAbout, memberOf } from './about.js';

/** What is said of a connection while somebody edits it, and what the server has against it. */
export function useAbout(first: About, pastedName = first.name) {
  const [about, setAbout] = useState({ ...first, name: pastedName });
  const [told, setTold] = useState<readonly FieldProblem[]>([]);
  return {
    about,
    isChanged: !isSameAbout(about, first),
    change: (part: Partial<About>) => {
      setAbout((before) => ({ ...before, ...part }));
      setTold((before) => before.filter(({ pointer }) => !Object.keys(part).includes(memberOf(pointer))));
    },
    /** Problems of its members, by pointer. */
    tell: setTold,
    /** What is wrong with a member, or with a part of it, as a sentence. */
    problemOf: (member: keyof About): string | undefined => {
      const problem = told.find(({ pointer }) => memberOf(pointer) === member);
      return problem && sentence(capitalized(member), problem.detail);
    },
  };
}
