import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { account, startHost, type HostOptions, type RunningHost } from '../support/host-process.js';
import { launch, open, type Watched } from './browser.js';

/** A running host, a browser, and one page of it. */
export interface BrowserSession extends Omit<Watched, 'close'> {
  host: RunningHost;
  /** A page with a profile of its own, logged in as the first user or as `login` says; `null` is nobody. */
  another: (options: BrowserContextOptions, login?: Login | null) => Promise<Watched>;
  /** Closes the browser, stops the host and removes what it kept. */
  end(): Promise<void>;
}

export interface SessionOptions {
  host?: HostOptions;
  page?: BrowserContextOptions;
}

/** Who is logged in. */
export interface Login {
  email: string;
  password: string;
}

/** Starts a host and opens a page, logged in as the first user where the host has one. */
export async function openSession(options: SessionOptions = {}): Promise<BrowserSession> {
  const launching = launch();
  const host = await startHost(options.host).catch(async (error: unknown) => {
    // An open browser would keep the process from ending, and the spec from saying why.
    await (await launching).close();
    throw error;
  });
  const browser = await launching;
  const another: BrowserSession['another'] = async (page, login = account) => {
    const watched = await open(browser, page);
    watched.page.setDefaultTimeout(15_000);
    if (login !== null) await logIn(watched.page.context(), host, login);
    return watched;
  };
  const watched = await another(options.page ?? {}, host.token === '' ? null : account);
  const end = async (): Promise<void> => {
    await browser.close();
    await host.stop();
    host.remove();
  };
  return { ...watched, host, another, end };
}

/** The session cookie, as the login page would get it. */
async function logIn(
  { request }: BrowserContext,
  { url }: RunningHost,
  { email, password }: Login,
): Promise<void> {
  const answer = await request.post(`${url}/api/auth/login`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`The login of ${email} was answered with ${answer.status()}`);
}
