import fc from 'fast-check';
import { Cursor, cursorAt, placeOf } from './verification-cases.cursor.js';

const instant = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('8999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);

describe('The cursor of a page', () => {
  it('leads back to the place where the page ended', () =>
    fc.assert(
      fc.property(instant, fc.uuid(), (visitAt, caseId) => {
        expect(placeOf(cursorAt({ visitAt, caseId }))).toEqual({ visitAt, caseId });
      }),
    ));

  it('can stand in a query string as it is', () =>
    fc.assert(fc.property(instant, fc.uuid(), (visitAt, caseId) => expect(cursorAt({ visitAt, caseId })).toMatch(/^[\w-]+$/))));

  it.each([
    '',
    'next',
    '{}',
    cursorAt({ visitAt: 'tomorrow', caseId: 'first' }),
    cursorAt({ visitAt: '0000-01-01T00:00:00Z', caseId: '' }),
  ])('is refused with its reason when no page handed it out: %p', (cursor) => {
    const { success, error } = Cursor.safeParse(cursor);
    expect(success).toBe(false);
    expect(error?.issues).toMatchObject([{ message: 'must be the nextCursor of an earlier page' }]);
  });

  it('can be any text without harm', () => fc.assert(fc.property(fc.string(), (text) => expect(() => placeOf(text)).not.toThrow())));
});
