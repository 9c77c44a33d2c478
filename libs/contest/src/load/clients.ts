import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Wish } from './wishes.js';

/** What one request came to. */
export type Answer = {
  readonly ref: number;
  readonly step: 'book' | 'hold' | 'book-held' | 'release-hold' | 'cancel' | 'move';
  readonly appointmentId: string;
  readonly patientId: string;
  readonly status: number;
  readonly errors: readonly RefusalFacts[];
};
export type RefusalFacts = { readonly code?: string; readonly detail?: string; readonly [fact: string]: unknown };
export type Asking = {
  readonly urls: () => readonly string[];
  readonly token: string;
  readonly run: string;
  readonly clients: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number) => void;
};
export type Asked = { readonly answers: readonly Answer[]; readonly differing: readonly string[]; readonly again: number };

const patienceMs = 30_000;
const pauseMs = 50;
/** Nobody knows what became of these: asked again under their key. */
const inDoubt = (status: number): boolean => status === 0 || status >= 500;

/** All clients at once, each with its next wish when it is through with one; every second wish goes to the other process. */
export const askForAll = async (wishes: readonly Wish[], asking: Asking): Promise<Asked> => {
  const left = wishes.values();
  const answers: Answer[] = [];
  const differing: string[] = [];
  let [done, again] = [0, 0];
  const client = async () => {
    for (const wish of left) {
      const session = new Session(wish, asking);
      await session.live();
      answers.push(...session.answers);
      differing.push(...session.differing);
      again += session.again;
      asking.progress((done += 1));
    }
  };
  await Promise.all(Array.from({ length: asking.clients }, client));
  return { answers, differing, again };
};

/** One wish from asking to its end. */
class Session {
  readonly answers: Answer[] = [];
  readonly differing: string[] = [];
  again = 0;

  constructor(
    private readonly wish: Wish,
    private readonly asking: Asking,
  ) {}

  async live(): Promise<void> {
    const { appointmentId, patientId, visitTypeId, siteId, start, holds, overbooks, then, movesTo } = this.wish;
    const visit = { siteId, visitTypeId, patientId, start };
    if (holds) {
      if (!(await this.step('hold', 'POST', '$hold', { ...visit, appointmentId }))) return;
      if (then === 'release') return void (await this.act('release-hold'));
      if (!(await this.act('book-held'))) return;
    } else if (!(await this.step('book', 'PUT', appointmentId, { ...visit, ...(overbooks && { overbook: { reason: 'urgent' } }) }))) return;
    if (then === 'cancel') await this.act('cancel', { reason: 'pat' });
    if (then === 'move') await this.act('move', { start: movesTo });
  }

  private act(step: 'book-held' | 'release-hold' | 'cancel' | 'move', body: object = {}): Promise<boolean> {
    return this.step(step, 'POST', `${this.wish.appointmentId}/${step === 'book-held' ? 'book' : step}`, body);
  }

  /** @returns whether it was accepted */
  private async step(step: Answer['step'], method: string, path: string, body: object): Promise<boolean> {
    const { ref, appointmentId, patientId, repeats } = this.wish;
    const ask = (nth: number) => this.request(nth, { method, path, step, body });
    const first = await ask(0);
    if (repeats) {
      const second = await ask(1);
      if (second.status !== first.status && !(first.status === 201 && second.status === 200))
        this.differing.push(`${step} of wish ${ref}: ${first.status}, and ${second.status} when asked again`);
      else if (first.status >= 400 && !isDeepStrictEqual(second.body, first.body))
        this.differing.push(`${step} of wish ${ref}: other reasons when asked again`);
    }
    const { errors = [] } = first.body as { errors?: RefusalFacts[] };
    this.answers.push({ ref, step, appointmentId, patientId, status: first.status, errors });
    return first.status < 300;
  }

  private async request(nth: number, { method, path, step, body }: { method: string; path: string; step: string; body: object }) {
    const { token, run, urls, signal } = this.asking;
    for (let attempt = nth; ; attempt += 1) {
      const all = urls();
      const url = all[(this.wish.ref + attempt) % all.length] ?? '';
      const reply = await fetch(`${url}/scheduling/appointments/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `${run}-${this.wish.ref}-${step}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      }).then(
        async (response) => ({ status: response.status, body: (await response.json()) }),
        () => ({ status: 0, body: {} }),
      );
      if (!inDoubt(reply.status) || attempt > nth + 20 || signal.aborted) return reply;
      this.again += 1;
      await sleep(pauseMs);
    }
  }
}
