const starters: Readonly<Record<string, string>> = {
  manual: 'a person',
  webhook: 'a webhook',
  call: 'another pattern',
};

/** Who or what started a run, as it stands after "started by". */
export function starterOf(trigger: string): string {
  return Object.hasOwn(starters, trigger) ? (starters[trigger] ?? trigger) : trigger;
}
