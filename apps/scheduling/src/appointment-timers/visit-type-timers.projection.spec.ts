import { changesOf } from '@liaison/projections';
import type { VisitTypeDefined } from '../visit-type/visit-type.events.js';
import { visitTypeTimers } from './visit-type-timers.projection.js';

const changes = (facts: Partial<VisitTypeDefined['data']>) =>
  changesOf(visitTypeTimers, {
    ...{ type: 'VisitTypeDefined', data: { siteId: 'north', visitTypeId: 'hip', ...facts }, id: '', metadata: { commandId: '', by: '' } },
    ...{ position: 1, revision: 0, time: '2026-12-01T00:00:00.000Z', stream: 'scheduling.visitType-north/hip' },
  });
const hip = { siteId: 'north', visitTypeId: 'hip' };

describe('What kinds of visit say of their timers', () => {
  it('is by how much later than usual they run out', () =>
    expect(changes({ reminderLeadMinutes: 2880, noShowGraceMinutes: 45 })).toEqual([
      { remove: hip },
      { put: { ...hip, kind: 'reminder', shift: -1440 } },
      { put: { ...hip, kind: 'no-show', shift: 15 } },
    ]));
  it('is nothing where they say nothing, or the usual', () => {
    expect(changes({})).toEqual([{ remove: hip }]);
    expect(changes({ reminderLeadMinutes: 1440, noShowGraceMinutes: 30 })).toEqual([{ remove: hip }]);
  });
});
