import type { Interval } from '@liaison/kernel';
import { given } from '@liaison/testing';
import type { AllotHours } from './allot-hours/allot-hours.js';
import { roster } from './roster.decider.js';
import type { RosterEvent } from './roster.events.js';
import type { TakeBackHours } from './take-back-hours/take-back-hours.js';

const at = (from: string, to: string): Interval => ({ from: `2026-12-01T${from}:00:00Z`, to: `2026-12-01T${to}:00:00Z` });
const day = { resourceId: 'dr-wu', date: '2026-12-01', siteId: 'north', capacity: 1, planRevision: 3 };
const allot = (hours: Interval[], changes = {}): AllotHours => ({ type: 'AllotHours', data: { ...day, hours, ...changes } });
const allotted = (serial: number, hours: Interval[], changes = {}): RosterEvent => ({
  type: 'HoursAllotted',
  data: { ...day, serial, hours, ...changes },
});
const back = (serial: number, hours: Interval[], planRevision = 3) => ({
  resourceId: day.resourceId,
  date: day.date,
  siteId: day.siteId,
  serial,
  hours,
  planRevision,
});
const takeBack = (...facts: Parameters<typeof back>): TakeBackHours => ({ type: 'TakeBackHours', data: back(...facts) });
const takenBack = (...facts: Parameters<typeof back>): RosterEvent => ({ type: 'HoursTakenBack', data: back(...facts) });

describe('Allotting hours', () => {
  it('gives a day what nobody holds', () =>
    given(roster)
      .when(allot([at('08', '12')]))
      .then(allotted(1, [at('08', '12')])));
  it('gives nothing twice', () =>
    given(roster, allotted(1, [at('08', '12')]))
      .when(allot([at('08', '12')]))
      .thenNothing());
  it('gives more with a new serial, and says all that the day holds', () =>
    given(roster, allotted(1, [at('08', '12')]))
      .when(allot([at('08', '16')], { planRevision: 4 }))
      .then(allotted(2, [at('08', '16')], { planRevision: 4 })));
  it('keeps for the day what it holds beyond the plan, until it returns it', () =>
    given(roster, allotted(1, [at('08', '12')]))
      .when(allot([at('14', '16')]))
      .then(allotted(2, [at('08', '12'), at('14', '16')])));
  it('gives only the part that no other site holds', () =>
    given(roster, allotted(1, [at('08', '12')], { siteId: 'south' }))
      .when(allot([at('10', '16')]))
      .then(allotted(1, [at('12', '16')])));
  it('refuses what another site holds, naming it', () =>
    given(roster, allotted(1, [at('08', '12')], { siteId: 'south' }))
      .when(allot([at('09', '11')]))
      .thenRefused({ code: 'held-elsewhere', siteId: 'south', date: '2026-12-01', hours: [at('08', '12')] }));
  it('refuses what another day of the month holds', () =>
    given(roster, allotted(1, [at('08', '12')], { date: '2026-12-02' }))
      .when(allot([at('09', '11')]))
      .thenRefused({ code: 'held-elsewhere', siteId: 'north', date: '2026-12-02', hours: [at('08', '12')] }));
  it('passes on another capacity', () =>
    given(roster, allotted(1, [at('08', '12')]))
      .when(allot([at('08', '12')], { capacity: 4 }))
      .then(allotted(2, [at('08', '12')], { capacity: 4 })));
  it('does nothing for a plan older than one it has acted on', () => {
    given(roster, allotted(1, [at('08', '12')]))
      .when(allot([at('08', '16')], { planRevision: 2 }))
      .thenNothing();
    given(roster, allotted(1, [at('08', '12')]), takenBack(1, [at('08', '12')], 5))
      .when(allot([at('08', '12')], { planRevision: 4 }))
      .thenNothing();
  });
});

describe('Taking hours back', () => {
  const held = allotted(1, [at('08', '12')]);
  it('makes them nobody’s again', () => {
    given(roster, held)
      .when(takeBack(1, [at('10', '12')]))
      .then(takenBack(1, [at('10', '12')]));
    given(roster, held, takenBack(1, [at('10', '12')]))
      .when(allot([at('10', '12')], { siteId: 'south' }))
      .then(allotted(1, [at('10', '12')], { siteId: 'south' }));
  });
  it('takes only what the day holds', () =>
    given(roster, held)
      .when(takeBack(1, [at('11', '15')]))
      .then(takenBack(1, [at('11', '12')])));
  it('takes nothing twice', () =>
    given(roster, held, takenBack(1, [at('10', '12')]))
      .when(takeBack(1, [at('10', '12')]))
      .thenNothing());
  it('takes nothing by a return that a later allotment has overtaken', () =>
    given(roster, held, allotted(2, [at('08', '16')]))
      .when(takeBack(1, [at('10', '12')]))
      .thenNothing());
});
