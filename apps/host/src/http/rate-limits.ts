import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Route } from '@patchbay/contracts';
import { AddressList, networkOf } from '@patchbay/egress';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { callerAddress } from './caller-address.js';

/** Token buckets in memory, one per route and caller; `rateLimit` of the route is its size and its refill per minute. */
@Injectable()
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #proxies: AddressList;

  constructor(@Inject(CONFIG) { trustedProxies }: Pick<Config, 'trustedProxies'>) {
    this.#proxies = new AddressList(trustedProxies);
  }

  /** @throws PatchbayError `rate-limited` with `retryAfter` in seconds */
  take(route: Route, request: FastifyRequest, now = Date.now()): void {
    if (route.rateLimit === undefined) return;
    for (const who of subjectsOf(request, this.#proxies))
      this.spend(`${route.method} ${route.path} ${who}`, route.rateLimit, now);
  }

  /**
   * One of so many a minute.
   * @throws PatchbayError `rate-limited` with `retryAfter` in seconds
   */
  spend(key: string, perMinute: number, now = Date.now()): void {
    this.#withOne(key, perMinute, now).tokens -= 1;
  }

  /**
   * As if one of them were to be spent, but spends none.
   * @throws PatchbayError `rate-limited` with `retryAfter` in seconds
   */
  requireOne(key: string, perMinute: number, now = Date.now()): void {
    this.#withOne(key, perMinute, now);
  }

  #withOne(key: string, perMinute: number, now: number): Bucket {
    const perMs = perMinute / minuteMs;
    const bucket = this.#refilled(key, perMinute, perMs, now);
    if (bucket.tokens >= 1) return bucket;
    throw limited(Math.ceil((1 - bucket.tokens) / perMs / 1000));
  }

  #refilled(key: string, size: number, perMs: number, now: number): Bucket {
    const bucket = this.#buckets.get(key) ?? { tokens: size, at: now };
    bucket.tokens = Math.min(size, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    // Deleted and set again: the map's order is then that of last use, and the oldest are dropped first.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > mostBuckets) this.#buckets.delete(this.#buckets.keys().next().value ?? key);
    return bucket;
  }
}

interface Bucket {
  tokens: number;
  at: number;
}

const minuteMs = 60_000;
const mostBuckets = 20_000;

/** The account counts as well as the address: many machines can guess at one account. */
function subjectsOf(request: FastifyRequest, proxies: AddressList): string[] {
  if (request.caller !== undefined) return [request.caller.userId ?? 'operator'];
  const place = `ip ${placeOf(request, proxies)}`;
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? [place, `account ${digest(email.toLowerCase())}`] : [place];
}

/**
 * The network that a request comes from, before the proxies of ours: else one who guesses would use up the logins of
 * everybody behind the proxy. What a proxy says that is no address counts for the proxy.
 */
function placeOf({ raw }: FastifyRequest, proxies: AddressList): string {
  const address = callerAddress(raw, proxies);
  return networkOf(isIP(address) > 0 ? address : (raw.socket.remoteAddress ?? ''));
}

/** A key of fixed length, however long the text that somebody sends. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function limited(seconds: number): PatchbayError {
  return new PatchbayError('rate-limited', {
    detail: `Try again in ${seconds} seconds.`,
    extra: { retryAfter: seconds },
  });
}
