import { given } from '@liaison/testing';
import { arrived, clock, fulfilled, of } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { AppointmentReassigned, DayScheduleEvent } from '../day-schedule.events.js';
import { at, booked, there, use } from '../day-schedule.examples.js';
import { appointmentOf } from '../day-schedule.state.js';
import type { ReassignResource } from './reassign-resource.js';

const uses = [use('dr-li', '09:00', '10:00', { phase: 'surgeon' }), use('or-3', '08:45', '10:15', { phase: 'theatre' })];
const planned = [...['dr-li', 'dr-wu', 'or-3'].map((id) => there(id)), booked('first', 'ann', uses)];
const reassign = (changes: Partial<ReassignResource['data']> = {}): ReassignResource => ({
  type: 'ReassignResource',
  data: { appointmentId: 'first', now: clock('07:00'), phase: 'surgeon', resourceId: 'dr-wu', ...changes },
});
const reassigned = (status: AppointmentReassigned['data']['status'], time: string): DayScheduleEvent => ({
  type: 'AppointmentReassigned',
  data: {
    ...{ ...of(), zone: 'Europe/London', ...at('09:00', '10:00'), status, phase: 'surgeon', at: clock(time) },
    ...{ uses: [{ ...use('dr-wu', '09:00', '10:00'), phase: 'surgeon' }, ...uses.slice(1)] },
    previously: { ...at('09:00', '10:00'), uses },
  },
});

describe('Letting another resource serve a phase', () => {
  it('frees the one and takes the other', () => {
    given(daySchedule, ...planned)
      .when(reassign())
      .then(reassigned('booked', '07:00'));
    const day = [...planned, reassigned('booked', '07:00')].reduce(daySchedule.evolve, daySchedule.initial);
    expect([day.taken.get('dr-li'), day.taken.get('dr-wu')?.appointmentId]).toEqual([undefined, 'first']);
  });
  it('takes along what goes with the phase, where the same resource serves it', () => {
    const withCleaning = [
      ...uses,
      use('or-3', '10:15', '10:30', { phase: 'cleaning' }),
      use('or-5', '10:15', '10:30', { phase: 'sorting' }),
    ];
    const command = reassign({ phase: 'theatre', resourceId: 'or-7', together: ['theatre', 'cleaning', 'sorting'] });
    const events = [...['dr-li', 'or-3', 'or-5', 'or-7'].map((id) => there(id)), booked('first', 'ann', withCleaning)];
    const decision = daySchedule.decide(command, events.reduce(daySchedule.evolve, daySchedule.initial));
    expect(decision.accepted && decision.events.map(({ data }) => 'uses' in data && data.uses.map(({ resourceId }) => resourceId))).toEqual(
      [['dr-li', 'or-7', 'or-7', 'or-5']],
    );
  });
  it('is possible while the patient waits, also after their time', () =>
    given(daySchedule, ...planned, arrived('08:50'))
      .when(reassign({ now: clock('09:20') }))
      .then(reassigned('arrived', '09:20')));
  it('is refused when the other is taken', () =>
    given(daySchedule, ...planned, booked('second', 'bob', [use('dr-wu', '09:30', '10:00')]))
      .when(reassign())
      .thenRefused({
        code: 'capacity-exceeded',
        use: use('dr-wu', '09:00', '10:00', { phase: 'surgeon' }),
        capacity: 1,
        takenBy: ['second'],
      }));
  it('goes beyond the capacity of the other where somebody may, and keeps what was overbooked before', () => {
    const taken = [booked('second', 'bob', [use('dr-wu', '09:30', '10:00')]), booked('third', 'cid', [use('or-3', '09:30', '10:00')])];
    const before = { role: 'coordinator', reason: 'follow-up-due', resourceIds: ['or-3'] } as const;
    const first = booked('first', 'ann', uses, { overbooked: before });
    const events = [...['dr-li', 'dr-wu', 'or-3'].map((id) => there(id)), ...taken, first];
    const overbookedBy = (command: ReassignResource) => {
      const decision = daySchedule.decide(command, events.reduce(daySchedule.evolve, daySchedule.initial));
      if (!decision.accepted) return decision.refusals.map(({ code }) => code);
      const day = [...events, ...decision.events].reduce(daySchedule.evolve, daySchedule.initial);
      return appointmentOf(day, 'first')?.overbooked;
    };
    const overbooking = { role: 'coordinator', reason: 'urgent' } as const;
    expect(overbookedBy(reassign())).toEqual(['capacity-exceeded']);
    expect(overbookedBy(reassign({ allowance: { overbooking, extras: new Map([['surgeon', 1]]) } }))).toEqual({
      ...overbooking,
      resourceIds: ['dr-wu', 'or-3'],
    });
    events.splice(events.indexOf(taken[0] as DayScheduleEvent), 1);
    expect(overbookedBy(reassign())).toEqual(before);
  });
  it('changes nothing when that one serves it already', () =>
    given(daySchedule, ...planned)
      .when(reassign({ resourceId: 'dr-li' }))
      .thenNothing());
  it('needs a phase of the visit', () =>
    given(daySchedule, ...planned)
      .when(reassign({ phase: 'nurse' }))
      .thenRefused({ code: 'phase-unknown', phase: 'nurse', phases: ['surgeon', 'theatre'] }));
  it('comes too late once the visit has begun', () =>
    given(daySchedule, ...planned, fulfilled('09:00'))
      .when(reassign({ now: clock('09:20') }))
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'reassign', status: 'fulfilled' }));
});
