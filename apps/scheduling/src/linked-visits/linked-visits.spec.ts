import { given } from '@liaison/testing';
import { brokenGaps, gapFaults, inOrder } from './gaps.policies.js';
import { linkedVisits } from './linked-visits.decider.js';
import type { LinkedVisitsEvent, LinkedVisitsRequested } from './linked-visits.events.js';

const id = (n: number) => `0192a5c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [linkedVisitsId, commitmentId, other] = [id(90), id(91), id(92)];
const at = '2026-11-24T12:00:00Z';
const visit = (n: number, name: string, start: string) => ({
  ...{ name, appointmentId: id(n), siteId: 'north', visitTypeId: name, start: `2026-12-01T${start}:00Z` },
  ...{ with: [], needs: [], preparation: n === 1 ? (['fasting'] as const) : [] },
});
const time = (name: string, from: string, to: string) => ({ name, from: `2026-12-01T${from}:00Z`, to: `2026-12-01T${to}:00Z` });
/** Two hours at least, three days at most. */
const gap = { first: 'lab', then: 'consultation', leastMinutes: 120, greatestMinutes: 4320 };
const data: LinkedVisitsRequested['data'] = {
  ...{ linkedVisitsId, commitmentId, patientId: id(93), gaps: [gap], at },
  visits: [visit(1, 'lab', '08:00'), visit(2, 'consultation', '11:00')],
};
const times = [time('lab', '08:00', '08:15'), time('consultation', '11:00', '11:30')];
const requested: LinkedVisitsEvent = { type: 'LinkedVisitsRequested', data };
const of = { linkedVisitsId, commitmentId, at };
const booked: LinkedVisitsEvent = { type: 'LinkedVisitsBooked', data: of };
const abandoned: LinkedVisitsEvent = { type: 'LinkedVisitsAbandoned', data: of };
const request = { type: 'RequestLinkedVisits', data, times } as const;
const settle = (outcome: 'done' | 'abandoned') => ({ type: 'SettleLinkedVisits', data: { ...of, outcome } }) as const;

describe('Linked visits', () => {
  it('are written down before any of their days is asked, once', () => {
    given(linkedVisits).when(request).then(requested);
    given(linkedVisits, requested).when(request).thenNothing();
    given(linkedVisits, requested, abandoned).when(request).thenNothing();
  });
  it('keep their id from others, unless nothing came of them', () => {
    const theirs = { ...request, data: { ...data, commitmentId: other } };
    given(linkedVisits, requested).when(theirs).thenRefused({ code: 'linked-visits-id-used', linkedVisitsId });
    given(linkedVisits, requested, booked).when(theirs).thenRefused({ code: 'linked-visits-id-used', linkedVisitsId });
    given(linkedVisits, requested, abandoned).when(theirs).then({ type: 'LinkedVisitsRequested', data: theirs.data });
  });
  it('are refused when their times do not keep their distance', () =>
    given(linkedVisits)
      .when({ ...request, times: [time('lab', '10:00', '10:15'), time('consultation', '11:00', '11:30')] })
      .thenRefused({ code: 'gap-broken', first: 'lab', then: 'consultation', minutes: 45, leastMinutes: 120, greatestMinutes: 4320 }));
  it('stand when all their days have done their part, or not at all', () => {
    given(linkedVisits, requested).when(settle('done')).then(booked);
    given(linkedVisits, requested).when(settle('abandoned')).then(abandoned);
    given(linkedVisits, requested, booked).when(settle('abandoned')).thenNothing();
    given(linkedVisits, requested, abandoned).when(settle('abandoned')).thenNothing();
    given(linkedVisits, requested, abandoned).when(settle('done')).then(booked);
    given(linkedVisits).when(settle('done')).thenNothing();
  });
});

describe('The gaps between visits', () => {
  const gaps = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([first, then]) => ({ first, then, leastMinutes: 0 }));
  it('are between visits that there are, with names of their own', () => {
    expect(gapFaults(['lab', 'lab', 'x-ray'], gaps(['lab', 'scan']))).toEqual([
      { code: 'name-twice', name: 'lab' },
      { code: 'gap-of-no-visit', gap: 0, name: 'scan' },
    ]);
  });
  it('have a width', () =>
    expect(gapFaults(['lab', 'scan'], [{ first: 'lab', then: 'scan', leastMinutes: 60, greatestMinutes: 30 }])).toEqual([
      { code: 'gap-without-width', gap: 0, leastMinutes: 60, greatestMinutes: 30 },
    ]));
  it('put nothing before itself', () => {
    expect(gapFaults(['a', 'b', 'c'], gaps(['a', 'b'], ['b', 'c'], ['c', 'b']))).toEqual([{ code: 'gaps-in-a-circle', names: ['b', 'c'] }]);
    expect(gapFaults(['a', 'b'], gaps(['a', 'a']))).toEqual([{ code: 'gaps-in-a-circle', names: ['a'] }]);
  });
  it('give an order', () => expect(inOrder(['c', 'b', 'a'], gaps(['a', 'b'], ['b', 'c']))).toEqual(['a', 'b', 'c']));
  it('are kept from least to greatest, from the end of the one to the start of the other', () => {
    const after = (from: string, more = {}) =>
      brokenGaps([time('lab', '08:00', '08:30'), time('consultation', from, '20:00')], [{ ...gap, ...more }]);
    expect(after('10:30')).toEqual([]);
    expect(after('10:29')).toMatchObject([{ minutes: 119 }]);
    expect(after('10:30', { greatestMinutes: 120 })).toEqual([]);
    expect(after('10:31', { greatestMinutes: 120 })).toMatchObject([{ minutes: 121 }]);
    expect(after('08:00')).toMatchObject([{ minutes: -30 }]);
  });
  it('are nobody’s while one of the two is not to be', () => expect(brokenGaps([time('lab', '08:00', '08:30')], [gap])).toEqual([]));
});
