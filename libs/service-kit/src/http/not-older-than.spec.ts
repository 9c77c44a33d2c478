import { fresh } from './not-older-than.js';
import { ProblemException } from './problem.js';

describe('A reader who asks for nothing older than a position', () => {
  /** The projection gets there at its n-th wait, if at all. */
  const asked = async (token: string, head: number, reachedAt = Infinity) => {
    let waits = 0;
    const waitFor = () => Promise.resolve(++waits >= reachedAt ? ('reached' as const) : ('timeout' as const));
    const runtime = { projections: { waitFor }, recorded: { head: () => Promise.resolve(head) } } as unknown as Parameters<typeof fresh>[0];
    try {
      await fresh(runtime, 'shelves', token);
      return { waits };
    } catch (fault) {
      if (!(fault instanceof ProblemException)) throw fault;
      return { waits, status: fault.getStatus(), code: fault.facts.code, retry: fault.headers['retry-after'] };
    }
  };

  it('waits until the projection is there', async () => expect(await asked('7', 7, 2)).toEqual({ waits: 2 }));
  it('is asked to come again when it takes too long', async () =>
    expect(await asked('7', 7)).toEqual({ waits: 2, status: 503, code: 'not-fresh-yet', retry: '1' }));
  it('is told at once that nobody has come so far', async () =>
    expect(await asked('8', 7)).toMatchObject({ waits: 1, status: 400, code: 'position-in-future' }));
});
