import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemBody } from './problem.js';

const hosts = new Set(['localhost', '127.0.0.1', '[::1]']);

const hostOf = (header: string): string => header.replace(/:\d{1,5}$/, '').toLowerCase();

/**
 * Whether a request may come from a page that this machine serves. A name that a stranger's DNS points at 127.0.0.1 still
 * stands in Host (DNS rebinding), and a stranger's page in Origin.
 */
export const isLocal = ({ headers: { host = '', origin } }: Pick<IncomingMessage, 'headers'>): boolean =>
  hosts.has(hostOf(host)) && (origin === undefined || (origin.startsWith('http://') && hosts.has(hostOf(origin.slice('http://'.length)))));

export const refuseForeign = (response: ServerResponse): void => {
  const facts = {
    code: 'not-local',
    title: 'Only from this machine',
    detail: 'With the embedded database Liaison answers to localhost, 127.0.0.1 and [::1], and to pages of those.',
  };
  response.writeHead(403, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problemBody(403, facts)));
};
