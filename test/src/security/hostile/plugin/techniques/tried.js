/** What came of it: `got` when it worked, `refused` with the code of the error when it did not. */
export async function tried(attempt) {
  try {
    return { got: (await attempt()) ?? true };
  } catch (error) {
    return { refused: `${error.code ?? error.name}` };
  }
}

/** The same for several targets, by their names. */
export async function triedEach(targets, attempt) {
  const found = {};
  for (const target of targets) found[target] = await tried(() => attempt(target));
  return found;
}
