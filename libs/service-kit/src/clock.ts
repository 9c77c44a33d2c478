/** The time that commands are decided at: UTC at whole seconds, `2026-12-01T09:00:00Z`. */
export type Clock = { now(): string };

let [second, said] = [NaN, ''];

/** A second is written down once, however often it is asked for. */
export const systemClock: Clock = {
  now: () => {
    const now = Math.floor(Date.now() / 1_000);
    if (now !== second) [second, said] = [now, `${new Date(now * 1_000).toISOString().slice(0, 19)}Z`];
    return said;
  },
};
