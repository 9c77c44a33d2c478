/** A record as it lies in a log: Kafka's shape. The value of a header may be there several times. */
export type WireRecord = {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: WireHeaders | undefined;
};
export type WireHeaders = { readonly [name: string]: Buffer | string | (Buffer | string)[] | undefined };

/** The same as JSON, byte for byte: what is parked of a record that nobody could read. */
export type KeptRecord = {
  /** Bytes as base64, like every value here. */
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

export const kept = ({ key, value, headers = {} }: WireRecord): KeptRecord => ({
  key: key && key.toString('base64'),
  value: value && value.toString('base64'),
  headers: Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().flatMap((each) => (each === undefined ? [] : [[name, bytesOf(each).toString('base64')] as const])),
  ),
});

export const restored = ({ key, value, headers }: KeptRecord): WireRecord => {
  const byName = new Map<string, Buffer[]>();
  for (const [name, bytes] of headers) byName.set(name, [...(byName.get(name) ?? []), Buffer.from(bytes, 'base64')]);
  return {
    key: key === null ? null : Buffer.from(key, 'base64'),
    value: value === null ? null : Buffer.from(value, 'base64'),
    headers: Object.fromEntries([...byName].map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
  };
};

export const bytesOf = (value: Buffer | string): Buffer => (typeof value === 'string' ? Buffer.from(value) : value);
