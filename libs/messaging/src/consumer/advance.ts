/** Tells that so many more messages have been handled, in their order: they do not come again, whatever fails after them. */
export type Advance = (by: number) => void;
