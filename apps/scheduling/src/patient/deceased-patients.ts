import type { EventStore, RecordedEvent } from '@liaison/event-store';
import { InMemoryView } from '@liaison/projections';
import type { Set as ImmutableSet } from 'immutable';
import { Set } from 'immutable';
import type { PatientEvent } from './patient.events.js';

const patience = 5_000;

/** Who has died, in memory: few, and asked for with every booking. */
export class DeceasedPatients {
  private readonly view: InMemoryView<ImmutableSet<string>>;

  constructor(store: EventStore) {
    this.view = new InMemoryView<ImmutableSet<string>>({
      store,
      categories: ['scheduling.patient'],
      initial: Set<string>(),
      evolve: (known, { type, data }: RecordedEvent) => {
        const event = { type, data } as PatientEvent;
        return event.type === 'PatientDeceased' ? known.add(event.data.patientId) : known.delete(event.data.patientId);
      },
    });
  }

  /** As far as this process knows by now; what it does not know yet, the follower puts right. */
  has(patientId: string): boolean {
    return this.view.current().has(patientId);
  }

  /** With everything up to the position. @throws Error when the view does not come up to it in time */
  async hasBy(patientId: string, position: number): Promise<boolean> {
    if ((await this.view.waitFor(position, patience)) === 'timeout') throw new Error('the view of deceased patients is behind');
    return this.has(patientId);
  }

  start(): Promise<void> {
    return this.view.start();
  }

  stop(): Promise<void> {
    return this.view.stop();
  }
}
