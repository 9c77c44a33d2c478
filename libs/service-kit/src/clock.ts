/** The time that commands are decided at: UTC at whole seconds, `2026-12-01T09:00:00Z`. */
export type Clock = { now(): string };

export const systemClock: Clock = { now: () => `${new Date().toISOString().slice(0, 19)}Z` };
