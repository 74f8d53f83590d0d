import type { BrowserContext } from 'playwright-core';
import { account, type RunningHost } from '../support/host-process.js';

/** The session cookie, as the login page would get it. */
export async function logIn({ request }: BrowserContext, { url }: RunningHost): Promise<void> {
  const { email, password } = account;
  await request.post(`${url}/api/auth/login`, { data: { email, password } });
}
