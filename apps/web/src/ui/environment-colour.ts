const known: Record<string, string> = { development: 'blue', production: 'amber' };
const others = ['violet', 'teal', 'pink'] as const;

/**
 * The class that gives an environment its colour: development grey-blue, production amber, any other always the same
 * one of three. The name always stands beside it.
 */
export function environmentClass(name: string): string {
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const colour = Object.hasOwn(known, name) ? known[name] : others[sum % others.length];
  return `env env-${colour ?? 'blue'}`;
}
