import type { FastifyRequest } from 'fastify';
import { hashToken, readCookie, sessionCookie } from './session-token.js';
import type { Origin } from './users.service.js';

/** Which browser a login comes from, and the session that it replaces there. */
export function originOf({ headers }: FastifyRequest): Origin {
  const earlier = readCookie(headers.cookie, sessionCookie);
  return {
    userAgent: headers['user-agent']?.replaceAll(unstorable, '').slice(0, longestAgent) ?? null,
    ...(earlier === undefined ? {} : { replaces: hashToken(earlier) }),
  };
}

const longestAgent = 200;
const unstorable = /[\0\p{Surrogate}]/gu;
