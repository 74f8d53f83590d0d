/** The engine puts two lines before the code that it compiles. */
const linesBefore = 2;

/** Where in the code an error arose, as words to be put behind others; empty when the engine does not know. */
export function lineOf(stack: string): string {
  const line = Number(/<input>:(\d+)/.exec(stack)?.[1] ?? 0) - linesBefore;
  return line >= 1 ? `, line ${line}` : '';
}
