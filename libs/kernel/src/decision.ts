/** What a decider answers: the facts to record, or every reason why not. */
export type Decision<Event, Refusal> = Accepted<Event> | Rejected<Refusal>;
export type Accepted<Event> = { readonly accepted: true; readonly events: readonly Event[] };
export type Rejected<Refusal> = { readonly accepted: false; readonly refusals: readonly Refusal[] };

/** Without events: what was asked for is so already. */
export const accepted = <Event>(...events: readonly Event[]): Accepted<Event> => ({ accepted: true, events });

export const rejected = <Refusal>(...refusals: readonly Refusal[]): Rejected<Refusal> => ({ accepted: false, refusals });
