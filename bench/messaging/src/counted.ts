/** Something was lost or doubled: whatever was measured means nothing. */
export class Miscounted extends Error {}

export const counted = (what: string, expected: number, actual: number): void => {
  if (expected !== actual) throw new Miscounted(`${what}: ${actual} instead of ${expected}`);
};
