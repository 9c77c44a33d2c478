import { changesOf, type AnyProjection, type Change } from '@liaison/projections';
import type { RecordedEvent } from '@liaison/event-store';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { date } from '../day-schedule/day-schedule.examples.js';

type Place = Pick<RecordedEvent, 'position' | 'revision' | 'time' | 'stream'>;
const first: Place = { position: 1, revision: 0, time: `${date}T00:00:00.000Z`, stream: `scheduling.daySchedule-north/${date}` };

/** What a projection makes of one event of a day schedule, which has this place in the store. */
export const changesOfDay =
  <Row extends object>(definition: AnyProjection, place: Partial<Place> = {}) =>
  (event: DayScheduleEvent): readonly Change<Row>[] =>
    changesOf(definition, { ...first, ...place, ...event, id: '', metadata: { commandId: '', by: '' } }) as readonly Change<Row>[];
