import type { ConnectorDescription } from '@patchbay/contracts';

const key = 'patchbay.recent-connectors';
const most = 4;

/** Connectors that this browser saved a connection of, the latest first. */
export function recentOf(catalog: readonly ConnectorDescription[]): ConnectorDescription[] {
  return stored().flatMap((type) => {
    const known = catalog.find((connector) => connector.type === type);
    return known?.available === true ? [known] : [];
  });
}

export function rememberType(type: string): void {
  const types = [type, ...stored().filter((other) => other !== type)].slice(0, most);
  localStorage.setItem(key, JSON.stringify(types));
}

/** Whatever else lies there, by hand or from another version, counts as nothing. */
function stored(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((type) => typeof type === 'string') : [];
  } catch {
    return [];
  }
}
