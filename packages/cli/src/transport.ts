import { existsSync } from 'node:fs';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createClient, type Client, type Transport, type TransportRequest } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { Settings } from './settings.js';

/** A client that talks with a token over TCP, or as the operator over the unix socket of the data directory. */
export function connect(settings: Settings): Client {
  if (settings.token === undefined && existsSync(settings.operatorSocket)) {
    return createClient(transportOver({ socketPath: settings.operatorSocket }, settings));
  }
  const token = settings.token;
  return createClient(transportOver({}, settings), () =>
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  );
}

/** How the client reaches the server, in words. */
export function describeRoute(settings: Settings): string {
  if (settings.token !== undefined) return `${settings.url} with a token`;
  if (existsSync(settings.operatorSocket)) return `the operator socket ${settings.operatorSocket}`;
  return `${settings.url} without a login`;
}

function transportOver(target: { socketPath?: string }, settings: Settings): Transport {
  return (call) =>
    new Promise((resolve, reject) => {
      const url = new URL(settings.url + call.path);
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const request = send(url, requestOptions(target, call), (answer) => {
        const chunks: Buffer[] = [];
        answer.on('error', reject);
        if (call.onText !== undefined && answer.statusCode === 200)
          answer.setEncoding('utf8').on('data', call.onText);
        else answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      request.on('error', (cause) => reject(unreachable(settings, cause)));
      request.end(call.body);
    });
}

function requestOptions(target: { socketPath?: string }, call: TransportRequest): RequestOptions {
  return {
    ...target,
    method: call.method,
    headers: {
      accept: 'application/json',
      ...call.headers,
      'content-length': Buffer.byteLength(call.body ?? ''),
    },
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  };
}

function unreachable(settings: Settings, cause: Error): PatchbayError {
  return new PatchbayError('connect-unreachable', {
    detail: `No Patchbay answers at ${settings.url}. Start it with "npm start", or name another server with --url.`,
    cause,
  });
}
