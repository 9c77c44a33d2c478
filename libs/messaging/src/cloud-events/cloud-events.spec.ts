import fc from 'fast-check';
import { isUndecodable, type Message } from '../message-bus.js';
import { message } from '../testing/message.js';
import { decoded, type UndecodableCode } from './decoded.js';
import { encoded, largestDataBytes } from './encoded.js';
import { kept, restored, type WireRecord } from './record.js';

const place = { topic: 'test.cases.v1', partition: 2 };
const told = message({ ...place, data: { n: 1 }, key: 'ключ', traceparent: '00-1-2-01' });
const wire = (of: Message, change: Partial<Record<string, Buffer | string | Buffer[]>> = {}): WireRecord => {
  const { key, value, headers } = encoded(of);
  return { key: Buffer.from(key), value: Buffer.from(value), headers: { ...headers, ...change } };
};
const without = (name: string): WireRecord => {
  const { [name]: _, ...headers } = wire(told).headers ?? {};
  return { ...wire(told), headers };
};
const structured = (change: object = {}): WireRecord => ({
  key: Buffer.from(told.key),
  value: Buffer.from(JSON.stringify({ ...told, ...change })),
  headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
});

describe('A message in a record', () => {
  it('is a CloudEvent in binary mode, keyed, with its place in the source', () =>
    expect(encoded(told)).toEqual({
      key: 'ключ',
      value: '{"n":1}',
      bytes: 7,
      headers: {
        ...{ ce_specversion: '1.0', ce_id: told.id, ce_source: told.source, ce_type: told.type, ce_time: told.time },
        ...{ ce_position: '1', ce_index: '0', ce_incarnation: 'one', ce_partitionkey: 'ключ' },
        ...{ 'content-type': 'application/json', ce_traceparent: '00-1-2-01', traceparent: '00-1-2-01' },
      },
    }));

  it('is the same message when it is read, whatever it says', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1, unit: 'grapheme' }), fc.nat(), (data, key, position) => {
        const sent = message({ ...place, data: JSON.parse(JSON.stringify(data)) as unknown, key, position });
        expect(decoded(place, wire(sent))).toEqual(sent);
      }),
    ));

  it('may come in structured mode', () => expect(decoded(place, structured())).toEqual(told));

  it('is refused before it is sent when no broker would take it', () =>
    expect(() => encoded(message({ data: 'x'.repeat(largestDataBytes) }))).toThrow(
      expect.objectContaining({ code: 'message-too-large', bytes: largestDataBytes + 2, position: 1 }),
    ));
});

describe('A record that is no message', () => {
  const cases: [string, WireRecord, UndecodableCode, string][] = [
    ['without headers', { key: Buffer.from('k'), value: Buffer.from('{}') }, 'not-a-cloud-event', 'content-type|specversion'],
    ['without an id', without('ce_id'), 'not-a-cloud-event', 'attribute id'],
    ['without its place', without('ce_position'), 'not-a-cloud-event', 'attribute position'],
    ['with a place that is no number', wire(told, { ce_position: 'first' }), 'not-a-cloud-event', 'attribute position'],
    [
      'that says an attribute twice',
      wire(told, { ce_id: [Buffer.from('a'), Buffer.from('b')] }),
      'not-a-cloud-event',
      'ce_id is there 2 times',
    ],
    ['with a name that no table takes', wire(told, { ce_source: 'a\u0000b' }), 'not-a-cloud-event', 'ce_source|attribute source holds'],
    ['with an extension that is no text', wire(told, { ce_other: Buffer.from([0xff]) }), 'header-not-utf8', 'ce_other'],
    ['of another CloudEvents version', wire(told, { ce_specversion: '2.0' }), 'specversion-unknown', 'not 1.0'],
    ['with a header that is no text', wire(told, { ce_type: Buffer.from([0xff, 0xfe]) }), 'header-not-utf8', 'ce_type'],
    [
      'with nothing but a header that is no text',
      { ...wire(told), headers: { ce_type: Buffer.from([0xff]) } },
      'header-not-utf8',
      'ce_type',
    ],
    ['with data of another kind', wire(told, { 'content-type': 'application/avro' }), 'data-not-json', 'content type'],
    ['with broken data', { ...wire(told), value: Buffer.from('{"n":') }, 'data-not-json', 'not JSON'],
    ['with data that are no text', { ...wire(told), value: Buffer.from([0x22, 0xff, 0x22]) }, 'data-not-json', 'not UTF-8'],
    ['without data', { ...wire(told), value: null }, 'data-not-json', 'no value'],
    ['of two mebibytes', { ...wire(told), value: Buffer.alloc(2 * 1024 * 1024) }, 'record-too-large', '2097152 bytes'],
    ['that is structured and no object', { ...structured(), value: Buffer.from('[]') }, 'not-a-cloud-event', 'no object'],
    ['that is structured and of another version', structured({ specversion: '0.3' }), 'specversion-unknown', 'not 1.0'],
  ];
  it.each(cases)('%s says what is wrong, keeps its key, and can be read again byte for byte', (_, record, code, detail) => {
    const outcome = decoded(place, record);
    expect(outcome).toEqual({
      ...{
        ...place,
        key: record.key?.toString(),
        code,
        detail: expect.stringMatching(detail) as string,
        record: expect.anything() as object,
      },
    });
    const again = isUndecodable(outcome) ? restored(JSON.parse(JSON.stringify(outcome.record)) as ReturnType<typeof kept>) : record;
    expect(decoded(place, again)).toEqual(outcome);
  });

  it('stays with others of its key also when that is no text, or missing', () => {
    const keys = [Buffer.from([0xff]), Buffer.from([0xff]), Buffer.from([0xfe]), Buffer.from('a\u0000'), null].map((key) => {
      const outcome = decoded(place, { key, value: null });
      return isUndecodable(outcome) ? outcome.key : undefined;
    });
    expect(keys).toEqual(['bytes:ff', 'bytes:ff', 'bytes:fe', 'bytes:6100', '']);
  });
});
