import { SeenTexts } from './seen-texts.js';

const bytes = (text: string) => Buffer.from(text);
const never = () => {
  throw new Error('it was read again');
};

describe('Texts that come again and again', () => {
  it('are read once', () => {
    const seen = new SeenTexts();
    expect(seen.of(bytes('booked'), () => 'booked')).toBe('booked');
    expect(seen.of(bytes('booked'), never)).toBe('booked');
  });
  it('are told apart, also where they have as many bytes', () => {
    const seen = new SeenTexts();
    for (const text of ['booked', 'missed', 'booked', 'moved', '']) expect(seen.of(bytes(text), () => text)).toBe(text);
    expect(seen.of(bytes('booked'), never)).toBe('booked');
  });
  it('stay what they were when the bytes become something else', () => {
    const seen = new SeenTexts();
    const fetched = bytes('booked');
    seen.of(fetched, () => 'booked');
    fetched.write('missed');
    expect(seen.of(fetched, () => 'missed')).toBe('missed');
    expect(seen.of(bytes('booked'), () => 'read anew')).toBe('read anew');
  });
  it('are not remembered when they are none, or long', () => {
    const seen = new SeenTexts();
    expect(seen.of(Buffer.from([0xff]), () => undefined)).toBeUndefined();
    const long = 'x'.repeat(201);
    for (const reading of ['one', 'other']) expect(seen.of(bytes(long), () => reading)).toBe(reading);
  });
});
