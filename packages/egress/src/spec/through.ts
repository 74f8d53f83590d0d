import type { Egress, EgressOptions, ProxySettings } from '../types.js';
import { names, open, policy } from './egress.js';
import type { TestProxy } from './proxy-server.js';

/** Addresses that only the test proxy can reach: it leads them to this machine. */
export const remote = '10.9.8.7';
export const login = 'operator:s3cret@proxy';
export const known = { [remote]: '127.0.0.1', 'app.example': '127.0.0.1' };
export const lookup = names({ 'app.example': [remote] });

export function through(
  proxy: TestProxy,
  settings: Partial<ProxySettings> = {},
  options: Partial<EgressOptions> = {},
): Egress {
  const wanted = { http: proxy.url, https: proxy.url, bypass: [], sockets: true, names: 'here', ...settings };
  return open({
    lookup,
    ...options,
    policy: { ...policy, ...options.policy, proxy: wanted as ProxySettings },
  });
}
