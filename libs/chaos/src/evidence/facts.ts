/** One sample at one place: in a store, on a topic, as an effect, or parked. `patient` is the ward's and the patient's id. */
export type Fact = { readonly ref: number; readonly patient: string; readonly number: number };

/** A message as it lies on a topic. */
export type RecordFact = Fact & { readonly position: number; readonly partition: number; readonly offset: number };

/** What one consumer group is to receive, what became of it, in the order in which it did. */
export type GroupFacts = { readonly group: string; readonly effects: readonly Fact[]; readonly parked: readonly Fact[] };
