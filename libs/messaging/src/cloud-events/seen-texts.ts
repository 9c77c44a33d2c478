/** Of more bytes nothing is kept. */
const longest = 200;

/**
 * Texts of attributes that one message mostly has in common with those before it. They are not read from their bytes again, and are
 * one string for all: it lies in memory once, and is found in a map without being gone through.
 */
export class SeenTexts {
  /** By their number: at most one of each. */
  private readonly bytes: (Uint8Array | undefined)[] = Array.from({ length: longest + 1 });
  private readonly texts: string[] = [];

  /** @param read what the bytes say; undefined is not remembered */
  of(bytes: Uint8Array, read: () => string | undefined): string | undefined {
    const { length } = bytes;
    if (length > longest) return read();
    const known = this.bytes[length];
    if (known && areSame(known, bytes)) return this.texts[length];
    const text = read();
    if (text === undefined) return undefined;
    this.bytes[length] = Uint8Array.from(bytes); // a copy: these are part of all that was fetched with them
    this.texts[length] = text;
    return text;
  }
}

const areSame = (one: Uint8Array, other: Uint8Array): boolean => {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
};
