/** What was stored or read is not what was written: no figure of such a run is worth anything. */
export class Difference extends Error {
  constructor(what: string, expected: number, actual: number) {
    super(`${what}: expected ${expected}, found ${actual}`);
    this.name = new.target.name;
  }
}

export const same = (what: string, expected: number, actual: number): void => {
  if (expected !== actual) throw new Difference(what, expected, actual);
};
