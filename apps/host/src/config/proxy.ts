import type { ProxySettings } from '@patchbay/egress';
import type { SettingName, SettingValue } from './settings.js';

/** The names that other software uses exist in both cases; as there, lower case wins. */
export function withProxyNames(environment: Record<string, string | undefined>) {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  const found = names.map((name) => [name, environment[name.toLowerCase()] ?? environment[name]]);
  return { ...environment, ...(Object.fromEntries(found) as Record<string, string | undefined>) };
}

/** Undefined when everything is reached directly. */
export function readProxy(values: {
  get<N extends SettingName>(name: N): SettingValue<N> | undefined;
}): ProxySettings | undefined {
  const http = values.get('HTTP_PROXY');
  const https = values.get('HTTPS_PROXY');
  const bypass = values.get('NO_PROXY') ?? [];
  const sockets = values.get('PATCHBAY_PROXY_SOCKETS') === 'on';
  const names = values.get('PATCHBAY_PROXY_NAMES') ?? 'here';
  if (http === undefined && https === undefined) return undefined;
  const urls = { ...(http === undefined ? {} : { http }), ...(https === undefined ? {} : { https }) };
  return Object.freeze({ ...urls, bypass, sockets, names });
}

/** The passwords in the proxies' URLs, for redaction. */
export function proxySecrets(proxy: ProxySettings | undefined): string[] {
  return [proxy?.http, proxy?.https].flatMap((url) => {
    if (url === undefined) return [];
    const { password } = new URL(url);
    return password === '' ? [] : [decodeURIComponent(password)];
  });
}
