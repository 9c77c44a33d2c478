import { randomUUID } from 'node:crypto';

export type Reply<Body = Record<string, unknown>> = { readonly status: number; readonly body: Body; readonly headers: Headers };
export type Client = {
  get<Body = Record<string, unknown>>(path: string): Promise<Reply<Body>>;
  put<Body = Record<string, unknown>>(path: string, body: unknown, key?: string): Promise<Reply<Body>>;
  post<Body = Record<string, unknown>>(path: string, body: unknown, key?: string): Promise<Reply<Body>>;
  delete<Body = Record<string, unknown>>(path: string, key?: string): Promise<Reply<Body>>;
};

/** One person at one system. Each command has an idempotency key of its own, unless one is given. */
export const client = (url: string, token: string, more: Readonly<Record<string, string>> = {}): Client => {
  const ask = async <Body>(method: string, path: string, body?: unknown, key?: string): Promise<Reply<Body>> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...more,
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Body, headers: response.headers };
  };
  return {
    get: (path) => ask('GET', path),
    put: (path, body, key) => ask('PUT', path, body, key),
    post: (path, body, key) => ask('POST', path, body, key),
    delete: (path, key) => ask('DELETE', path, undefined, key),
  };
};
