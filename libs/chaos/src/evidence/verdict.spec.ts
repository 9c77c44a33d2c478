import type { PlannedSample } from '../load/samples-plan.js';
import { hottest, poisonous } from '../services/samples.js';
import type { Fact, RecordFact } from './facts.js';
import { commandsActedOnce, parkedBy, publishedInOrder, receivedOnce } from './verdict.js';

/** Two patients with three samples each; the second one of p1 is poison. */
const planned: readonly PlannedSample[] = Array.from({ length: 6 }, (_, ref) => ({
  ref,
  ward: 'north',
  patientId: ref % 2 === 0 ? 'p0' : 'p1',
  celsius: ref === 3 ? poisonous : hottest,
}));
const sent = planned.map(({ ref, patientId }) => ({
  ref,
  patient: `north/${patientId}`,
  number: Math.floor(ref / 2) + 1,
  position: ref + 1,
}));
const [first, second, third] = sent;
const records: readonly RecordFact[] = sent.map((fact) => ({ ...fact, partition: fact.ref % 2, offset: Math.floor(fact.ref / 2) }));
const swapped = <One>(all: readonly One[], one: number, other: number): readonly One[] =>
  all.map((each, n) => (n === one ? (all[other] ?? each) : n === other ? (all[one] ?? each) : each));

describe('The verdict on commands', () => {
  it('is clean when each acted once, numbered without gaps', () => {
    expect(commandsActedOnce('north', planned, sent)).toEqual([]);
  });

  it('names those that were lost, and the gap that they left', () => {
    expect(
      commandsActedOnce(
        'north',
        planned,
        sent.filter((fact) => fact !== third),
      ),
    ).toEqual(['north has sent: missing 1: 2', 'north has sent: numbered with gaps 1: 4']);
  });

  it('names those that acted twice, and those that nobody gave', () => {
    const more = [...sent, { ref: 2, patient: 'north/p0', number: 4 }, { ref: 99, patient: 'north/p0', number: 5 }];
    expect(commandsActedOnce('north', planned, more)).toEqual([
      'north has sent: there although they must not be 1: 99',
      'north has sent: twice or more 1: 2',
    ]);
  });
});

describe('The verdict on a topic', () => {
  it('is clean when it holds the store, repeats included', () => {
    expect(publishedInOrder('north', sent, [...records, ...records.slice(0, 4)])).toEqual([]);
  });

  it('names what is missing, and what is there first after what it must precede', () => {
    expect(publishedInOrder('north', sent, records.slice(1))).toEqual(['topic of north: missing 1: 0']);
    expect(publishedInOrder('north', sent, swapped(records, 0, 2))).toEqual([
      'topic of north: out of order 1: 0',
      "topic of north: first occurrences out of the store's order 1: 0",
    ]);
  });

  it('names a key that lies on two partitions, and a message under a foreign position', () => {
    const astray = records.map((record) => (record.ref === 4 ? { ...record, partition: 5 } : record));
    expect(publishedInOrder('north', sent, astray)).toEqual(['topic of north: one key on several partitions 2: 0, 2']);
    const moved = records.map((record) => (record.ref === 5 ? { ...record, position: 9 } : record));
    expect(publishedInOrder('north', sent, moved)).toEqual(['topic of north: under another position 1: 5']);
  });
});

describe('The verdict on a group', () => {
  const waiting = parkedBy(planned, sent);
  const effects = sent.filter((fact) => !waiting.includes(fact));
  const judge = (effectsOfIt: readonly Fact[], parked: readonly Fact[]) =>
    receivedOnce({ group: 'ledger', effects: effectsOfIt, parked }, sent, waiting);

  it('is clean when the poison and what follows it are parked, and all else had its effect', () => {
    expect(waiting.map(({ ref }) => ref)).toEqual([3, 5]);
    expect(judge(effects, waiting)).toEqual([]);
  });

  it('names effects that are missing, doubled or out of order', () => {
    expect(judge(effects.slice(1), waiting)).toEqual(['effects of ledger: missing 1: 0']);
    expect(judge([...effects, ...(second ? [second] : [])], waiting)).toEqual(['effects of ledger: twice or more 1: 1']);
    expect(judge([...effects.filter((fact) => fact !== first), ...(first ? [first] : [])], waiting)).toEqual([
      'effects of ledger: out of order 1: 0',
    ]);
  });

  it('names what is parked and need not be, and what had its effect past one that is parked', () => {
    expect(judge(effects.slice(1), [...(first ? [first] : []), ...waiting])).toEqual([
      'effects of ledger: missing 1: 0',
      'parked by ledger: there although they must not be 1: 0',
    ]);
    expect(judge([...effects, ...waiting.slice(1)], waiting.slice(0, 1))).toEqual([
      'effects of ledger: there although they must not be 1: 5',
      'parked by ledger: missing 1: 5',
    ]);
  });
});
