import type { EventStore, RecordedEvent } from '@liaison/event-store';
import { InMemoryView } from '@liaison/projections';
import { categories, evolve, initial, type CatalogueEvent, type CatalogueState } from './catalogue.state.js';

/** The catalogue in memory, never older than what the store held when it was asked. */
export class Catalogue {
  private readonly view: InMemoryView<CatalogueState>;

  constructor(store: EventStore) {
    this.view = new InMemoryView({
      store,
      categories: categories.map((category) => `scheduling.${category}`),
      initial,
      evolve: (known, { type, data, position }: RecordedEvent) => evolve(known, { type, data } as CatalogueEvent, position),
    });
  }

  fresh(): Promise<CatalogueState> {
    return this.view.fresh();
  }

  start(): Promise<void> {
    return Promise.resolve(this.view.start());
  }

  stop(): Promise<void> {
    return Promise.resolve(this.view.stop());
  }
}
