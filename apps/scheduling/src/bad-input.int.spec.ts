import { randomUUID } from 'node:crypto';
import { at, startClinic, type ClinicUnderTest } from './testing/clinic-under-test.js';

type Problem = { readonly code: string; readonly detail: string; readonly pointer?: string };

describe('What cannot be is refused with what it must be, and where', () => {
  let clinic: ClinicUnderTest;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const phase = { name: 'doctor', offsetMinutes: 0, durationMinutes: 30, anyOf: ['dr-li'] };
  const kind = { name: 'Kind', departmentId: 'general', durationMinutes: 30, phases: [phase] };
  const series = { siteId: 'north', visitTypeId: 'check-up', patientId: randomUUID(), startDate: '2026-12-07', startTime: '09:00' };

  it.each<[string, string, object, number, readonly Problem[]]>([
    [
      'a zone that there is not',
      '/sites/x',
      { name: 'X', zone: '' },
      422,
      [{ code: 'zone-unknown', detail: '"" is not in the IANA database; America/New_York is', pointer: '/zone' }],
    ],
    [
      'a visit without length',
      '/sites/north/visit-types/kind',
      { ...kind, durationMinutes: -30 },
      422,
      [{ code: 'phases-cannot-fit', detail: '-30 minutes: all must last, and fit into one day', pointer: '/durationMinutes' }],
    ],
    [
      'a phase without length',
      '/sites/north/visit-types/kind',
      { ...kind, phases: [{ ...phase, durationMinutes: -1 }] },
      422,
      [{ code: 'phases-cannot-fit', detail: 'doctor lasts -1 minutes', pointer: '/phases' }],
    ],
    [
      'no phase',
      '/sites/north/visit-types/kind',
      { ...kind, phases: [] },
      400,
      [{ code: 'too_small', detail: 'must have at least 1 item', pointer: '/phases' }],
    ],
    [
      'a capacity of nothing',
      '/resources/none',
      { kind: 'room', name: 'None', capacity: 0 },
      400,
      [{ code: 'too_small', detail: 'must be at least 1', pointer: '/capacity' }],
    ],
    [
      'hours that are no times',
      '/sites/north/resources/dr-li/hours',
      {
        availableTime: [{ daysOfWeek: [], availableStartTime: '24:00', availableEndTime: '10:00' }],
      },
      400,
      [
        { code: 'too_small', detail: 'must have at least 1 item', pointer: '/availableTime/0/daysOfWeek' },
        { code: 'invalid_format', detail: 'must be a time of the day, like 09:00', pointer: '/availableTime/0/availableStartTime' },
      ],
    ],
    [
      'a series that does not end',
      `/series/${randomUUID()}`,
      { ...series, rule: 'FREQ=WEEKLY' },
      422,
      [{ code: 'series-endless', detail: 'the rule needs COUNT or UNTIL', pointer: '/rule' }],
    ],
    [
      'a rule with an empty part',
      `/series/${randomUUID()}`,
      { ...series, rule: 'FREQ=WEEKLY;COUNT=2;' },
      422,
      [{ code: 'recurrence-invalid', detail: 'RRULE has nothing before, after or between semicolons', pointer: '/rule' }],
    ],
    ['a site without a zone', '/sites/y', { name: 'Y' }, 400, [{ code: 'invalid_type', detail: 'must be there', pointer: '/zone' }]],
  ])('%s', async (_, path, body, status, errors) => {
    const answered = await clinic.command('put', path, body);
    expect([answered.status, answered.body.errors]).toEqual([status, errors.map((error) => expect.objectContaining(error))]);
    await clinic.get(path).expect(path.endsWith('/hours') ? 200 : 404); // nothing of it is there
  });

  it('a step that the state does not allow, to which no other time is an answer', async () => {
    const { appointmentId } = (await clinic.book(at('09:00')).expect(201)).body;
    await clinic.step(appointmentId, 'cancel', { reason: 'because' }).expect(400);
    await clinic.step(appointmentId, 'cancel', { reason: 'pat' }).expect(200);
    const { body } = await clinic.step(appointmentId, 'move', { start: at('10:00', '2026-12-02') }).expect(409);
    expect(body).toMatchObject({ alternatives: [], errors: [{ code: 'step-not-allowed', step: 'move', status: 'cancelled' }] });
    const taken = await clinic.book(at('11:00', '2026-12-02')).expect(201);
    const other = await clinic.book(at('09:00')).expect(201);
    const moved = await clinic.step(other.body.appointmentId, 'move', { start: taken.body.start }).expect(409);
    expect(moved.body.alternatives).toHaveLength(3);
  });
});
