import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { filesBelow } from '../files.mjs';

const link = /\]\((?!https?:|mailto:)([^)\s]+)\)/g;

/** Relative links whose file, or whose heading in it, does not exist. */
export function deadLinks(root) {
  return filesBelow(root)
    .filter((path) => path.endsWith('.md'))
    .flatMap((page) =>
      links(page)
        .filter((target) => !resolves(page, target))
        .map((target) => [page, target]),
    )
    .map(([page, target]) => `${relative(root, page)} links to ${target}, which does not exist`);
}

function links(page) {
  return [...readFileSync(page, 'utf8').matchAll(link)].map(([, target]) => target);
}

function resolves(page, target) {
  const [file, anchor] = target.split('#');
  const path = file === '' ? page : join(dirname(page), file);
  if (!existsSync(path)) return false;
  return anchor === undefined || headings(path).includes(anchor);
}

/** Anchors as GitHub makes them: lower case, punctuation dropped, blanks to hyphens. */
function headings(path) {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
