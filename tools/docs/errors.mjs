import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProblems } from './problems.mjs';

const introduction = `# Problems

Generated from the table in \`packages/errors\`; change it there and run \`npm run docs\`.

Every error of the HTTP API is an \`application/problem+json\` document (RFC 9457) with \`code\`, \`title\`, \`status\` and
\`requestId\`; \`detail\` says what happened and what to do, \`errors\` names each wrong field by JSON pointer. Errors of the
command line and of run records carry the same codes. A code is never renamed or given another meaning.
`;

export const errors = {
  path: 'docs/reference/errors.md',
  async generate(root) {
    const problems = await loadProblems(root);
    return [introduction, ...groups(root).map((group) => section(group, problems))].join('\n');
  },
};

/** The comments between the rows of the table are its headings. */
function groups(root) {
  const source = readFileSync(join(root, 'packages/errors/src/problems.ts'), 'utf8');
  const found = [];
  for (const [, heading, code] of source.matchAll(/^ {2}(?:\/\/ (.+)|'?([a-z-]+)'?: \{)/gm)) {
    if (heading !== undefined) found.push({ heading, codes: [] });
    else found.at(-1).codes.push(code);
  }
  return found;
}

function section({ heading, codes }, problems) {
  const rows = codes.map((code) => `| \`${code}\` | ${problems[code].status} | ${problems[code].title} |`);
  return [`## ${heading}`, '', '| code | status | title |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
