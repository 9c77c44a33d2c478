/** A clock that stands still until it is told otherwise. */
export const fakeClock = (start: string) => {
  let now = start;
  return {
    now: () => now,
    set: (instant: string) => void (now = instant),
  };
};
