import { accepted, rejected } from './decision.js';
import { replacedKnowingly } from './replaced-knowingly.js';

type Name = { readonly type: 'Name'; readonly name: string };
const named = replacedKnowingly<Name, string, Name, never>(
  {
    initial: '',
    evolve: (_, { name }) => name,
    decide: (command, state) => (command.name === state ? accepted() : accepted({ type: 'Name', name: command.name })),
  },
  (_, state) => state !== '',
);
const name = (to: string, mayReplace?: boolean) => ({
  type: 'Name' as const,
  name: to,
  ...(mayReplace === undefined ? {} : { mayReplace }),
});

describe('A definition', () => {
  it('is made where there is none', () => expect(named.decide(name('a'), '')).toEqual(accepted({ type: 'Name', name: 'a' })));
  it('may be said again', () => expect(named.decide(name('a'), 'a')).toEqual(accepted()));
  it('is not replaced by who has not seen it', () => expect(named.decide(name('b'), 'a')).toEqual(rejected({ code: 'already-defined' })));
  it('is replaced by who has', () => expect(named.decide(name('b', true), 'a')).toEqual(accepted({ type: 'Name', name: 'b' })));
});
