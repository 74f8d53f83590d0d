import { sessionCookie } from './session-token.js';

/** Scripts cannot read it, other sites' forms do not send it; over https it goes nowhere else. */
export function setSessionCookie(token: string, webUrl: string | undefined): string {
  return `${sessionCookie}=${token}; ${attributes(webUrl)}; Max-Age=${weekSeconds}`;
}

export function clearSessionCookie(webUrl: string | undefined): string {
  return `${sessionCookie}=; ${attributes(webUrl)}; Max-Age=0`;
}

/** The server ends a session much earlier; this only limits how long a browser keeps a dead one. */
const weekSeconds = 7 * 24 * 3600;

function attributes(webUrl: string | undefined): string {
  return `Path=/; HttpOnly; SameSite=Lax${webUrl?.startsWith('https:') === true ? '; Secure' : ''}`;
}
