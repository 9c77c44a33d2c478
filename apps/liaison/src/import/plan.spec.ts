import { checkUp } from './import.examples.js';
import type { Demand } from './demand.js';
import { departmentOf, departments } from './departments.js';
import { appointmentIdOf, patientIdOf, resourceIdOf } from './ids.js';
import { mondayFrom, placed, roundedUp, yearsBefore } from './placement.js';
import { plan } from './plan.js';
import { tally, tallyByDepartment } from './tally.js';
import { whyNotBookable } from './why-not-bookable.js';

const window = { startDate: '2027-01-04', weeks: 8, years: 10 };
const visit = (changes: Partial<Demand> = {}): Demand => ({ ...checkUp, ...changes });

describe('The table of departments', () => {
  it.each([
    [['185349003'], 'primary-care'],
    [['424619006'], 'maternity'],
    [['308335008'], 'procedures'],
    [['698314001'], 'consultations'],
    [['170837001'], 'allergy'],
    [['50849002'], 'general'],
    [['50849002', '424619006'], 'maternity'],
    [[], 'general'],
  ])('sends %j to %s', (codes, departmentId) => expect(departmentOf(codes).departmentId).toBe(departmentId));

  it('names no code twice', () => {
    const codes = departments.flatMap((department) => department.codes);
    expect(codes).toEqual([...new Set(codes)]);
  });
});

describe('A day of the window', () => {
  it.each([
    ['2020-05-04', 0],
    ['2020-05-05', 1],
    ['2020-05-08', 4],
    ['2020-05-09', 0],
    ['2020-05-10', 0],
  ])('for %s is %d days after its Monday', (date, days) => expect(placed(date, { ...window, weeks: 1 })).toBe(`2027-01-0${4 + days}`));

  it('is in the week that the source week falls to by turns', () =>
    expect(['1970-01-05', '1970-01-11', '1970-01-12', '1970-02-23', '1970-03-02'].map((date) => placed(date, window))).toEqual([
      '2027-01-04',
      '2027-01-04',
      '2027-01-11',
      '2027-02-22',
      '2027-01-04',
    ]));

  it('is in the window for dates before 1970 too', () => expect(placed('1970-01-01', window)).toBe('2027-02-25'));
});

describe('The start of a window', () => {
  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026-12-01', '2026-12-07'],
    ['2026-12-06', '2026-12-07'],
  ])('from %s is Monday %s', (from, monday) => expect(mondayFrom(from)).toBe(monday));
});

describe('The length of a visit', () => {
  it.each([
    [15, 15, 15],
    [15.02, 15, 30],
    [26, 20, 40],
    [0, 30, 30],
  ])('of %d minutes on a grid of %d is %d', (minutes, grid, length) => expect(roundedUp(minutes, grid)).toBe(length));
});

describe('An encounter', () => {
  const takenFrom = yearsBefore(checkUp.start, 10);

  it('that is ambulatory, has a practitioner and lies in the years taken is bookable', () =>
    expect(whyNotBookable(visit(), takenFrom)).toBeUndefined());

  it.each([
    ['emergency', { classCode: 'EMER' }],
    ['inpatient', { classCode: 'IMP' }],
    ['inpatient', { classCode: 'ACUTE' }],
    ['other-class', { classCode: 'VR' }],
    ['withdrawn', { status: 'entered-in-error' }],
    ['day-or-longer', { minutes: 1440 }],
    ['no-practitioner', { practitionerId: undefined }],
    ['patient-deceased', { patientDeceased: true }],
    ['before-window', { start: '2010-05-04T13:30:06Z' }],
  ] as const)('is not bookable: %s, for %j', (reason, changes) => expect(whyNotBookable(visit(changes), takenFrom)).toBe(reason));

  it('just within a day and the years is bookable', () =>
    expect(whyNotBookable(visit({ minutes: 1439, start: '2010-05-04T13:30:07Z' }), takenFrom)).toBeUndefined());

  it('counts under the first reason that holds', () =>
    expect(whyNotBookable(visit({ classCode: 'IMP', minutes: 3000, patientDeceased: true }), takenFrom)).toBe('inpatient'));
});

describe('A plan', () => {
  it('keeps practitioner and weekday, and rounds up to the grid of the department', () =>
    expect(plan([visit({ typeCodes: ['424619006'], minutes: 26, date: '2020-05-06' })], window).visits).toEqual([
      {
        encounterId: 'visit',
        appointmentId: appointmentIdOf('visit'),
        patientId: checkUp.patientId,
        practitionerId: 'dr-li',
        departmentId: 'maternity',
        visitTypeId: 'maternity-40',
        date: placed('2020-05-06', window),
      },
    ]));

  it('follows the order of the source: by start, then by id', () => {
    const later = visit({ encounterId: 'a', start: '2020-05-04T13:30:08Z' });
    const planned = plan([later, visit({ encounterId: 'c' }), visit({ encounterId: 'b' })], window);
    expect(planned.visits.map(({ encounterId }) => encounterId)).toEqual(['b', 'c', 'a']);
  });

  it('takes the last years of the data, not of the calendar', () => {
    const old = visit({ encounterId: 'old', start: '1970-05-04T13:30:07Z' });
    expect(plan([old], window).visits).toHaveLength(1);
    expect(plan([old, visit()], window).notBookable).toEqual([
      { encounterId: 'old', departmentId: 'primary-care', reason: 'before-window' },
    ]);
  });

  it('makes one visit type for each department and length, over the practitioners who need it', () => {
    const demand = [
      visit({ encounterId: '1', practitionerId: 'dr-wu' }),
      visit({ encounterId: '2', practitionerId: 'dr-li' }),
      visit({ encounterId: '3', minutes: 16 }),
      visit({ encounterId: '4', classCode: 'EMER', typeCodes: [] }),
    ];
    expect(plan(demand, window).visitTypes.map(({ visitTypeId, practitionerIds }) => [visitTypeId, practitionerIds])).toEqual([
      ['primary-care-15', ['dr-li', 'dr-wu']],
      ['primary-care-30', ['dr-li']],
    ]);
  });

  it('adds practitioners to the visit types of an earlier run, and moves nobody', () => {
    const known = new Map([['primary-care-15', ['dr-wu']]]);
    expect(plan([visit()], window, known).visitTypes).toMatchObject([
      { visitTypeId: 'primary-care-15', practitionerIds: ['dr-wu', 'dr-li'] },
    ]);
  });

  it('opens a second visit type of a length when a pool is full, and finds both again', () => {
    const demand = Array.from({ length: 201 }, (_, n) => visit({ encounterId: `visit-${n}`, practitionerId: `dr-${1000 + n}` }));
    const first = plan(demand, window);
    expect(first.visitTypes.map(({ visitTypeId, practitionerIds }) => [visitTypeId, practitionerIds.length])).toEqual([
      ['primary-care-15', 200],
      ['primary-care-15-2', 1],
    ]);
    expect(first.visits.find(({ practitionerId }) => practitionerId === 'dr-1200')?.visitTypeId).toBe('primary-care-15-2');
    const known = new Map(first.visitTypes.map(({ visitTypeId, practitionerIds }) => [visitTypeId, practitionerIds]));
    expect(plan(demand.toReversed(), window, known)).toEqual(first);
  });

  it('of nothing is empty', () => expect(plan([], window)).toEqual({ visits: [], notBookable: [], visitTypes: [] }));
});

describe('The table at the end', () => {
  const planned = plan(
    [
      visit({ encounterId: '1' }),
      visit({ encounterId: '2' }),
      visit({ encounterId: '3' }),
      visit({ encounterId: '4', classCode: 'EMER' }),
      visit({ encounterId: '5', typeCodes: [] }),
    ],
    window,
  );
  const outcomes = new Map([
    ['1', { outcome: 'booked' } as const],
    ['2', { outcome: 'refused', codes: ['no-free-time'] } as const],
    ['5', { outcome: 'booked' } as const],
  ]);

  it('counts everything read once', () =>
    expect(tally(planned, outcomes)).toEqual({
      read: 5,
      bookable: 4,
      booked: 2,
      refused: 1,
      notBookable: 1,
      refusedBy: { 'no-free-time': 1 },
      notBookableBy: { emergency: 1 },
    }));

  it('has a line for each department with something read', () =>
    expect(tallyByDepartment(planned, outcomes)).toMatchObject([
      { departmentId: 'primary-care', read: 4, booked: 1 },
      { departmentId: 'general', read: 1, booked: 1 },
    ]));
});

describe('An id', () => {
  it('of a patient or practitioner stays where it may, and is derived where it may not', () => {
    expect(patientIdOf(checkUp.patientId.toUpperCase())).toBe(checkUp.patientId);
    expect(patientIdOf('pat.1')).toMatch(/^[0-9a-f-]{36}$/);
    expect(resourceIdOf('dr-li')).toBe('dr-li');
    expect(resourceIdOf('Dr.Li')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
