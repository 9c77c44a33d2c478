import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure.js';

export type Reply = { readonly status: number; readonly body: unknown; readonly etag: string | null };
export type Command = { readonly body: unknown; readonly idempotencyKey?: string; readonly ifMatch?: string };
type Request = { readonly method: 'GET' | 'PUT' | 'POST'; readonly path: string; readonly command?: Command };

/** A request that is answered neither way for so long is asked again, in milliseconds. */
const longestAnswer = 30_000;
const shortestPause = 200;
const longestPause = 2_000;

/** Nobody answered. Whether the request arrived is unknown. */
class NoAnswer extends Error {}

export type LiaisonApiOptions = {
  readonly url: string;
  /** Asked for once, and again when a token has run out. */
  readonly token?: () => Promise<string>;
  readonly say: (line: string) => void;
  /** How long to wait for a system that went away, in milliseconds, after it has answered once. */
  readonly patience: number;
};

/**
 * The running system, over HTTP. A command that got no answer is sent again with the same `Idempotency-Key`, so it acts
 * once whether or not it had arrived.
 */
export class LiaisonApi {
  private token: Promise<string> | undefined;
  private answered = false;
  /** Requests that wait for a system that went away: what is said of it is said once. */
  private waiting = 0;

  constructor(private readonly options: LiaisonApiOptions) {}

  get(path: string): Promise<Reply> {
    return this.ask({ method: 'GET', path });
  }

  put(path: string, command: Command): Promise<Reply> {
    return this.ask({ method: 'PUT', path, command: { idempotencyKey: randomUUID(), ...command } });
  }

  post(path: string, command: Command): Promise<Reply> {
    return this.ask({ method: 'POST', path, command: { idempotencyKey: randomUUID(), ...command } });
  }

  /** Asked once, and whatever is answered is the answer, also that it is not ready. */
  async look(path: string): Promise<Reply> {
    return this.send({ method: 'GET', path }).catch((error: unknown) => {
      throw error instanceof NoAnswer ? this.unreachable() : error;
    });
  }

  /** The answer as it arrives. */
  async stream(path: string): Promise<Response> {
    try {
      return await fetch(`${this.options.url}${path}`, { headers: await this.authorization() });
    } catch (error) {
      throw error instanceof Failure ? error : this.unreachable();
    }
  }

  private async ask(request: Request): Promise<Reply> {
    const reply = await this.answerOf(request);
    if (reply && !isForLater(reply)) return reply;
    // not from when it was asked: a machine that was asleep meanwhile has not waited yet
    const deadline = Date.now() + (this.answered ? this.options.patience : 0);
    this.waiting += 1;
    try {
      return await this.askAgain(request, reply, deadline);
    } finally {
      this.waiting -= 1;
    }
  }

  private async askAgain(request: Request, first: Reply | undefined, deadline: number): Promise<Reply> {
    const { say, url, patience } = this.options;
    let reply = first;
    for (let wait = shortestPause; ; wait = Math.min(wait * 2, longestPause)) {
      if (Date.now() + wait > deadline) throw reply ? this.unready(reply) : this.unreachable();
      if (wait === shortestPause && this.waiting === 1)
        say(`${url} does not answer: waiting up to ${Math.round(patience / 1000)} s for it …`);
      await pause(wait);
      reply = await this.answerOf(request);
      if (!reply || isForLater(reply)) continue;
      if (this.waiting === 1) say('It answers again: going on.');
      return reply;
    }
  }

  /** Undefined: nobody answered. */
  private async answerOf(request: Request): Promise<Reply | undefined> {
    try {
      const reply = await this.askOnce(request);
      this.answered ||= !isForLater(reply);
      return reply;
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }

  private async askOnce(request: Request): Promise<Reply> {
    const token = this.token;
    const reply = await this.send(request);
    if (reply.status !== 401 || token === undefined) return reply;
    if (this.token === token) this.token = undefined; // it has run out
    return this.send(request);
  }

  private async send({ method, path, command }: Request): Promise<Reply> {
    const authorization = await this.authorization();
    try {
      const response = await fetch(`${this.options.url}${path}`, {
        method,
        headers: { accept: 'application/json', ...authorization, ...(command ? headersOf(command) : {}) },
        signal: AbortSignal.timeout(longestAnswer),
        ...(command ? { body: JSON.stringify(command.body) } : {}),
      });
      return { status: response.status, body: parsed(await response.text()), etag: response.headers.get('etag') };
    } catch {
      throw new NoAnswer();
    }
  }

  private async authorization(): Promise<Readonly<Record<string, string>>> {
    if (!this.options.token) return {};
    this.token ??= this.options.token();
    try {
      return { authorization: `Bearer ${await this.token}` };
    } catch (error) {
      this.token = undefined;
      if (error instanceof Failure && ['no-answer', 'not-ready'].includes(error.code)) throw new NoAnswer();
      throw error;
    }
  }

  private unreachable(): Failure {
    const { url, patience } = this.options;
    return this.answered
      ? new Failure('connection-lost', `${url} went away and did not come back within ${Math.round(patience / 1000)} s`, { url })
      : new Failure('no-answer', `No Liaison answers at ${url}: start it with npm start, or set LIAISON_URL`, { url });
  }

  private unready({ status }: Reply): Failure {
    return new Failure('not-ready', `${this.options.url} is not ready (${status}): see npm run liaison -- status`, {
      url: this.options.url,
      status,
    });
  }
}

const headersOf = ({ idempotencyKey, ifMatch }: Command): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
});

const parsed = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The system is there and asks for patience: it starts, it stops, or the first attempt of this very command is still under way. */
const isForLater = ({ status, body }: Reply): boolean =>
  [502, 503, 504].includes(status) || (status === 409 && /in-flight/.test(String((body as { type?: unknown } | undefined)?.type)));
