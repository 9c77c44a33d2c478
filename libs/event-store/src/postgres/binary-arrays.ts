/**
 * Arrays as PostgreSQL receives them in binary: nothing is escaped here and unescaped there, which for events costs more than
 * storing them. The form is that of array_recv: dimensions, a flag for nulls, the element's type, length and first index, then
 * each element after its length.
 */
const types = { int4: 23, int8: 20, uuid: 2950, text: 25, json: 114 } as const;

const begun = (type: number, count: number, bytes: number): Buffer => {
  const array = Buffer.allocUnsafe((count > 0 ? 20 : 12) + bytes);
  array.writeInt32BE(count > 0 ? 1 : 0, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  if (count > 0) {
    array.writeInt32BE(count, 12);
    array.writeInt32BE(1, 16);
  }
  return array;
};

export const int4Array = (values: readonly number[]): Buffer => {
  const array = begun(types.int4, values.length, values.length * 8);
  let at = 20;
  for (const value of values) {
    array.writeInt32BE(4, at);
    array.writeInt32BE(value, at + 4);
    at += 8;
  }
  return array;
};

export const int8Array = (values: readonly number[]): Buffer => {
  const array = begun(types.int8, values.length, values.length * 12);
  let at = 20;
  for (const value of values) {
    array.writeInt32BE(8, at);
    array.writeInt32BE(Math.floor(value / 2 ** 32), at + 4);
    array.writeUInt32BE(value >>> 0, at + 8);
    at += 12;
  }
  return array;
};

/** Of UUIDs in their canonical form. */
export const uuidArray = (values: readonly string[]): Buffer => {
  const array = begun(types.uuid, values.length, values.length * 20);
  let at = 20;
  for (const value of values) {
    array.writeInt32BE(16, at);
    array.write(value.replaceAll('-', ''), at + 4, 'hex');
    at += 20;
  }
  return array;
};

const strings = (type: number, values: readonly string[]): Buffer => {
  const lengths = values.map((value) => Buffer.byteLength(value));
  const array = begun(
    type,
    values.length,
    lengths.reduce((sum, length) => sum + length + 4, 0),
  );
  let at = 20;
  values.forEach((value, n) => {
    const length = lengths[n] ?? 0;
    array.writeInt32BE(length, at);
    array.write(value, at + 4, 'utf8');
    at += 4 + length;
  });
  return array;
};

export const textArray = (values: readonly string[]): Buffer => strings(types.text, values);

/** Of documents that are written already. */
export const jsonArray = (values: readonly string[]): Buffer => strings(types.json, values);
