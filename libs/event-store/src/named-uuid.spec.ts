import * as fc from 'fast-check';
import { v5 } from 'uuid';
import { uuidNamed } from './named-uuid.js';

describe('A UUID by its name', () => {
  it('is the one of RFC 9562, whatever the name', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uuid(), (name, namespace) =>
        expect(uuidNamed(name, namespace)).toBe(v5(name, namespace)),
      ),
    ));
  it('takes a namespace in capitals', () =>
    expect(uuidNamed('x', '6BA7B810-9DAD-11D1-80B4-00C04FD430C8')).toBe(v5('x', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')));
  it('takes no namespace that is none', () => expect(() => uuidNamed('x', 'nobody')).toThrow(TypeError));
});
