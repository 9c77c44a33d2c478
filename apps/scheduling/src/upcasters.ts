import type { Upcasters } from '@liaison/event-store';

/** What events of earlier versions are today. None has a second version yet. */
export const upcasters: Upcasters = {};
