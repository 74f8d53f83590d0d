/** Ends this process when the one that started it is gone: with it ends what it holds of our standard input. */
export function endWithStarter(): void {
  process.stdin.on('end', () => process.exit()).resume();
}
