import { mayTakeOver, planned, type Generation } from './generation.js';

const generation = (fields: Partial<Generation>): Generation => ({
  ...{ name: 'day-board', generation: 1, version: 1, status: 'live', position: 10, incarnation: 'one', failureCode: null, seconds: 1 },
  ...fields,
});
const live = generation({});
const building = generation({ generation: 2, status: 'building' });
const first = { version: 1, incarnation: 'one' };
const second = { version: 2, incarnation: 'one' };
const nothing = { build: false, abandon: [] };

describe('A projection', () => {
  it('that nobody has built yet is built', () => expect(planned(first, [])).toEqual({ build: true, abandon: [] }));
  it('that is served as wanted is left alone', () => expect(planned(first, [live])).toEqual(nothing));
  it('of a new version is built beside the old one', () => expect(planned(second, [live])).toEqual({ build: true, abandon: [] }));
  it('that is being built as wanted goes on being built', () => {
    expect(planned(second, [live, { ...building, version: 2 }])).toEqual(nothing);
    expect(planned(first, [live, building])).toEqual(nothing);
  });
  it('gives up the build of a version that is not wanted any more', () =>
    expect(planned({ version: 3, incarnation: 'one' }, [live, { ...building, version: 2 }])).toEqual({ build: true, abandon: [2] }));
  it('of an older release leaves the newer table alone, served or being built', () => {
    expect(planned(first, [{ ...live, version: 2 }])).toEqual(nothing);
    expect(planned(first, [live, { ...building, version: 2 }])).toEqual(nothing);
  });
  it('is built again when the store is another one', () => {
    expect(planned({ version: 1, incarnation: 'two' }, [live])).toEqual({ build: true, abandon: [] });
    expect(planned({ version: 1, incarnation: 'two' }, [live, building])).toEqual({ build: true, abandon: [2] });
  });
});

describe('A new table', () => {
  it('takes over at or after the position that readers have seen', () => {
    expect(mayTakeOver(building, live)).toBe(true);
    expect(mayTakeOver({ ...building, position: 11 }, live)).toBe(true);
    expect(mayTakeOver({ ...building, position: 9 }, live)).toBe(false);
  });
  it('takes over from the rows of a lost time whatever their position', () =>
    expect(mayTakeOver({ ...building, position: 9, incarnation: 'two' }, live)).toBe(true));
  it('of an older version does not take over', () => expect(mayTakeOver(building, { ...live, version: 2 })).toBe(false));
  it('takes over once, and never after it was given up', () => {
    expect(mayTakeOver({ ...building, status: 'retired' }, live)).toBe(false);
    expect(mayTakeOver(live, undefined)).toBe(false);
  });
});
