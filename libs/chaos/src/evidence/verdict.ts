import { isPoison, type PlannedSample } from '../load/samples-plan.js';
import type { Fact, GroupFacts, RecordFact } from './facts.js';

/** Sentences, each about something that must not be; none when all is well. */
export type Violations = readonly string[];

const few = 5;
const listed = (refs: Iterable<number>): string => {
  const all = [...refs];
  return `${all.length}: ${all.slice(0, few).join(', ')}${all.length > few ? ', …' : ''}`;
};
const complaint = (what: string, refs: readonly number[]): Violations => (refs.length === 0 ? [] : [`${what} ${listed(refs)}`]);

const refsOf = (facts: readonly Fact[]): readonly number[] => facts.map(({ ref }) => ref);
const doubled = (refs: readonly number[]): readonly number[] => {
  const seen = new Set<number>();
  return refs.filter((ref) => seen.has(ref) || !seen.add(ref));
};
const without = (refs: readonly number[], others: readonly number[]): readonly number[] => {
  const known = new Set(others);
  return refs.filter((ref) => !known.has(ref));
};

/** Those before which a later one of the same patient came. */
const outOfOrder = (facts: readonly Fact[]): readonly number[] => {
  const highest = new Map<string, number>();
  return facts.flatMap(({ ref, patient, number }) => {
    const before = highest.get(patient) ?? 0;
    highest.set(patient, Math.max(before, number));
    return number < before ? [ref] : [];
  });
};

const exactly = (what: string, expected: readonly number[], facts: readonly Fact[]): Violations => [
  ...complaint(`${what}: missing`, without(expected, refsOf(facts))),
  ...complaint(`${what}: there although they must not be`, without(refsOf(facts), expected)),
  ...complaint(`${what}: twice or more`, doubled(refsOf(facts))),
  ...complaint(`${what}: out of order`, outOfOrder(facts)),
];

/** Every acknowledged command acted once, and each patient's samples are numbered without gaps. */
export const commandsActedOnce = (ward: string, planned: readonly PlannedSample[], sent: readonly Fact[]): Violations => {
  const mine = planned.filter((sample) => sample.ward === ward).map(({ ref }) => ref);
  const last = new Map<string, number>();
  const gaps = sent.flatMap(({ ref, patient, number }) => {
    const expected = (last.get(patient) ?? 0) + 1;
    last.set(patient, number);
    return number === expected ? [] : [ref];
  });
  return [...exactly(`${ward} has sent`, mine, sent), ...complaint(`${ward} has sent: numbered with gaps`, gaps)];
};

/** The topic holds what the store holds; who reads past repeats sees the store's order within each partition. */
export const publishedInOrder = (
  ward: string,
  sent: readonly (Fact & { readonly position: number })[],
  records: readonly RecordFact[],
): Violations => {
  const seen = new Set<number>();
  const first = records.filter(({ ref }) => !seen.has(ref) && seen.add(ref));
  const highest = new Map<number, number>();
  const late = first.filter(({ partition, position }) => {
    const before = highest.get(partition) ?? 0;
    highest.set(partition, Math.max(before, position));
    return position < before;
  });
  const homes = new Map(first.map(({ patient, partition }) => [patient, partition]));
  const astray = records.filter(({ patient, partition }) => homes.get(patient) !== partition);
  const positions = new Map(sent.map(({ ref, position }) => [ref, position]));
  const elsewhere = records.filter(({ ref, position }) => positions.has(ref) && positions.get(ref) !== position);
  return [
    ...exactly(`topic of ${ward}`, refsOf(sent), first),
    ...complaint(`topic of ${ward}: first occurrences out of the store's order`, refsOf(late)),
    ...complaint(`topic of ${ward}: one key on several partitions`, refsOf(astray)),
    ...complaint(`topic of ${ward}: under another position`, refsOf(elsewhere)),
  ];
};

/** What of the samples in their order is poison or comes behind poison of the same patient. */
export const parkedBy = (planned: readonly PlannedSample[], sent: readonly Fact[]): readonly Fact[] => {
  const poison = new Set(planned.filter(isPoison).map(({ ref }) => ref));
  const parked = new Set<string>();
  return sent.filter(({ ref, patient }) => {
    if (poison.has(ref)) parked.add(patient);
    return parked.has(patient);
  });
};

/** Every effect once and in order, and nothing parked but what must be. */
export const receivedOnce = ({ group, effects, parked }: GroupFacts, sent: readonly Fact[], toBeParked: readonly Fact[]): Violations => [
  ...exactly(`effects of ${group}`, without(refsOf(sent), refsOf(toBeParked)), effects),
  ...exactly(`parked by ${group}`, refsOf(toBeParked), parked),
];
