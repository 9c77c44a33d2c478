import type { Generation } from './generation.js';
import { statusOf } from './projection-status.js';

const live: Generation = {
  ...{ name: 'day-board', generation: 1, version: 1, status: 'live', position: 90, incarnation: 'one', failureCode: null, seconds: 1 },
};
const building: Generation = { ...live, generation: 2, version: 2, status: 'building', position: 40, seconds: 2 };

describe('The status of a projection', () => {
  it('tells how far behind the store its readers are', () =>
    expect(statusOf('day-board', 1, [live], 100)).toEqual({
      ...{ name: 'day-board', version: 1, status: 'live', generation: 1, position: 90, head: 100, lag: 10 },
    }));
  it('tells beside it how a build goes on, at which rate, and when it will be done', () =>
    expect(statusOf('day-board', 2, [live, building], 100)).toMatchObject({
      ...{ status: 'live', version: 1 },
      rebuilding: { version: 2, position: 40, head: 100, ratePerSecond: 20, etaSeconds: 3 },
    }));
  it('does not guess an end before anything was built', () =>
    expect(statusOf('day-board', 2, [{ ...building, position: 0 }], 100)).toMatchObject({
      ...{ status: 'building', rebuilding: { ratePerSecond: 0, etaSeconds: null } },
    }));
  it('says that it fails, where, and by which code', () =>
    expect(statusOf('day-board', 1, [{ ...live, failureCode: '23514' }], 100)).toMatchObject({
      ...{ status: 'failing', failure: { code: '23514', position: 90 } },
    }));
});
