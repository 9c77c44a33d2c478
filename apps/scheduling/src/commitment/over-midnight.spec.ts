import { clock } from '../day-schedule/appointment.examples.js';
import { phase } from '../day-schedule/day-schedule.examples.js';
import { commitmentId, wanted } from '../day-schedule/reservation.examples.js';
import { onDateBeside, onHomeDate } from './over-midnight.js';

const overbooking = { role: 'coordinator', reason: 'urgent' } as const;
const visit = wanted('first', 'ann', ['22:00', '23:00'], {
  to: '2026-12-02T01:00:00Z',
  phases: [{ ...phase(['or-3', 'or-5'], '22:00', '23:00', { extra: 1 }), name: 'room', to: '2026-12-02T01:00:00Z' }],
  rules: { overbooking },
});
const reaches = { date: '2026-12-02', serves: [{ phase: 'room', resourceId: 'or-5' }] };

describe('What was chosen for both days of a visit', () => {
  it('is asked of each, by whoever was chosen', () => {
    const home = onHomeDate(visit, reaches, commitmentId);
    expect(home).toMatchObject({ beyond: { date: '2026-12-02', commitmentId }, phases: [{ anyOf: ['or-5'], from: clock('22:00') }] });
    expect(onDateBeside(visit, reaches)).toMatchObject({ date: '2026-12-02', home: visit.date, phases: [{ anyOf: ['or-5'] }] });
  });
  it('goes beyond a capacity only where it was chosen to, whoever has taken the rest meanwhile', () => {
    const [plain, beyond] = [reaches, { ...reaches, overbooks: ['or-5'] }];
    const asked = [plain, beyond].map((each) => onDateBeside(visit, each));
    expect(asked.map(({ rules, phases }) => [rules?.overbooking, phases[0]?.extra])).toEqual([
      [undefined, undefined],
      [overbooking, 1],
    ]);
  });
});
