import { addMinutes, same } from '@liaison/kernel';

export type FakeRequest = {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
  readonly token: string | undefined;
  readonly ifMatch: string | undefined;
};
export type FakeReply = { readonly status: number; readonly body?: unknown; readonly etag?: string };
type Facts = Record<string, unknown>;
type Appointment = { readonly patientId: string; readonly with: readonly string[]; readonly start: string; readonly visitTypeId: string };
type Import = { readonly window: Facts; readonly items: Map<string, Facts> };

const problem = (status: number, code: string): FakeReply => ({
  status,
  body: { type: `urn:liaison:problem:${code}`, title: code, errors: [{ code, detail: `about ${code}` }] },
});

/** As much of scheduling as an import sees. Of the day it keeps what matters here: nobody is in two places at one time. */
export class FakeScheduling {
  readonly definitions = new Map<string, Facts>();
  readonly appointments = new Map<string, Appointment>();
  readonly imports = new Map<string, Import>();
  /** How many visits fit into a day. */
  slots = 18;
  tokens = 0;
  validToken = 0;
  private readonly answers = new Map<string, FakeReply>();

  /** All that was ever decided, for comparing. */
  snapshot(): unknown {
    const imports = [...this.imports].map(([id, { window, items }]) => [id, window, [...items].toSorted()]);
    return { definitions: [...this.definitions].toSorted(), appointments: [...this.appointments].toSorted(), imports };
  }

  answer(request: FakeRequest): FakeReply {
    const { method, path, key, token } = request;
    if (path === '/dev/token') {
      this.validToken = ++this.tokens;
      return { status: 200, body: { token: `token-${this.tokens}`, expiresIn: 3600 } };
    }
    if (token !== `Bearer token-${this.validToken}`) return problem(401, 'not-signed-in');
    if (method === 'GET') return this.get(new URL(path, 'http://fake'));
    if (key === undefined) return problem(400, 'idempotency-key-missing');
    const before = this.answers.get(key);
    if (before) return before;
    const reply = this.put(path, request.body as Facts, request.ifMatch);
    this.answers.set(key, reply);
    return reply;
  }

  private get({ pathname, searchParams }: URL): FakeReply {
    const [, , kind, id, inner] = pathname.split('/');
    if (kind === 'imports') {
      const found = this.imports.get(id ?? '');
      return found ? { status: 200, body: { ...found.window, items: [...found.items.values()] } } : problem(404, 'import-unknown');
    }
    if (kind === 'appointments') return this.appointments.has(id ?? '') ? { status: 200, body: {} } : problem(404, 'appointment-unknown');
    if (inner === 'free-times') return { status: 200, body: { freeTimes: this.freeTimes(searchParams).map((start) => ({ start })) } };
    if (pathname.endsWith('/visit-types')) {
      if (!this.definitions.has('/scheduling/sites/imported')) return problem(404, 'site-unknown');
      const own = [...this.definitions].filter(([path]) => path.startsWith(`${pathname}/`));
      return { status: 200, body: { visitTypes: own.map(([path, facts]) => ({ visitTypeId: path.split('/').at(-1), ...facts })) } };
    }
    const facts = this.definitions.get(pathname);
    return facts ? { status: 200, body: facts, etag: '"0"' } : problem(404, 'unknown');
  }

  private put(path: string, body: Facts, ifMatch: string | undefined): FakeReply {
    const [, , kind, id = '', inner, itemId = ''] = path.split('/');
    if (kind === 'appointments') return this.book(id, body as unknown as Appointment);
    if (kind === 'imports') {
      const found = this.imports.get(id);
      if (inner === undefined) {
        const stored = found ?? { window: body, items: new Map<string, Facts>() };
        this.imports.set(id, stored);
        return { status: 200, body: stored.window };
      }
      if (!found) return problem(404, 'import-unknown');
      if (!found.items.has(itemId)) found.items.set(itemId, { itemId, codes: [], ...body });
      return { status: 200, body: {} };
    }
    const known = this.definitions.get(path);
    if (known && !same(known, body) && ifMatch === undefined) return problem(428, 'already-defined');
    this.definitions.set(path, body);
    return { status: 200, body: {} };
  }

  private freeTimes(query: URLSearchParams): readonly string[] {
    const [practitioner = '', patient = ''] = [query.get('with') ?? '', query.get('patientId') ?? ''];
    const day = Array.from({ length: this.slots }, (_, n) => addMinutes(`${query.get('from')}T13:00:00Z`, n * 30));
    return day.filter((start) => !this.clashes(start, practitioner, patient)).slice(0, Number(query.get('limit')));
  }

  private book(id: string, visit: Appointment): FakeReply {
    if (this.appointments.has(id)) return problem(409, 'appointment-id-used');
    if (this.clashes(visit.start, visit.with[0] ?? '', visit.patientId)) return problem(409, 'capacity-exceeded');
    this.appointments.set(id, visit);
    return { status: 201, body: {} };
  }

  private clashes(start: string, practitioner: string, patient: string): boolean {
    return [...this.appointments.values()].some(
      (other) => other.start === start && (other.with.includes(practitioner) || other.patientId === patient),
    );
  }
}
