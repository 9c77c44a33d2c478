import type { Message, Place } from '../message-bus.js';
import type { Parking } from '../parking/parking.js';
import { reaches, sourceOf, type Watermark, type Watermarks } from './watermarks.js';

/** What this process knows of one partition as long as it has it: how far each source has come, and which keys are parked. */
export class Standing {
  private readonly marks = new Map<string, Watermark>();
  private readonly ahead = new Map<string, Watermark>();
  private readonly parked: Set<string>;
  private readonly early = new Set<string>();

  constructor(marks: readonly Watermark[], parked: readonly string[]) {
    for (const mark of marks) this.marks.set(sourceOf(mark), mark);
    this.parked = new Set(parked);
  }

  passed(message: Message): boolean {
    const mark = this.marks.get(sourceOf(message));
    return mark !== undefined && reaches(mark, message);
  }

  /** Of several that arrive together, those that have not been handled, each once. */
  due(messages: readonly Message[]): readonly Message[] {
    const marks = new Map<string, Watermark | undefined>(this.marks);
    const due: Message[] = [];
    for (const run of ofOneSource(messages)) {
      const source = sourceOf(run.first);
      let mark = marks.get(source);
      for (let n = run.from; n < run.to; n++) {
        const message = messages[n];
        if (!message || (mark && reaches(mark, message))) continue;
        due.push(message);
        mark = message;
      }
      marks.set(source, mark);
    }
    return due;
  }

  /** It has had its effect, and one before it has not. */
  actedAhead(message: Message): void {
    this.early.add(placeOf(message));
  }

  hasActed(message: Message): boolean {
    return this.early.size > 0 && this.early.has(placeOf(message));
  }

  /** `durable`: whoever had the effect has written it down too. */
  moved(message: Message, durable = false): void {
    const { source, incarnation, topic, partition, position, index } = message;
    const mark = { source, incarnation, topic, partition, position, index };
    this.marks.set(sourceOf(mark), mark);
    if (this.early.size > 0) this.early.delete(placeOf(mark));
    if (durable) this.ahead.delete(sourceOf(mark));
    else this.ahead.set(sourceOf(mark), mark);
  }

  /** The same for several, in their order. */
  allMoved(messages: readonly Message[], durable: boolean): void {
    if (this.early.size > 0) for (const message of messages) this.moved(message, durable);
    else
      for (const { to } of ofOneSource(messages)) {
        const last = messages[to - 1];
        if (last) this.moved(last, durable);
      }
  }

  /** It may be so no more: whoever replays a key removes it, in whichever process. */
  mayBeParked(key: string): boolean {
    return this.parked.has(key);
  }

  park(key: string): void {
    this.parked.add(key);
  }

  unpark(key: string): void {
    this.parked.delete(key);
  }

  /** What was handled and not written down yet; taken once. */
  take(): readonly Watermark[] {
    const marks = [...this.ahead.values()];
    this.ahead.clear();
    return marks;
  }

  giveBack(marks: readonly Watermark[]): void {
    for (const mark of marks) if (!this.ahead.has(sourceOf(mark))) this.ahead.set(sourceOf(mark), mark);
  }
}

type Run = { readonly first: Message; readonly from: number; readonly to: number };

/** Stretches of messages of the same source: mostly it is one. */
function* ofOneSource(messages: readonly Message[]): Generator<Run> {
  for (let from = 0, to = 0; from < messages.length; from = to) {
    const first = messages[from];
    if (!first) return;
    for (to = from + 1; messages[to]?.source === first.source && messages[to]?.incarnation === first.incarnation;) to += 1;
    yield { first, from, to };
  }
}

const placeOf = (mark: Watermark): string => `${sourceOf(mark)}\n${mark.position}\n${mark.index}`;

/** The standings of the partitions that this process has. */
export class Standings {
  private readonly known = new Map<string, Promise<Standing>>();

  constructor(
    private readonly watermarks: Watermarks,
    private readonly parking: Parking,
  ) {}

  /** Read once, and again after {@link forget}. */
  of(place: Place): Promise<Standing> {
    const name = nameOf(place);
    const known = this.known.get(name);
    if (known) return known;
    const loading = Promise.all([this.watermarks.of(place), this.parking.keysOf(place)]).then(
      ([marks, parked]) => new Standing(marks, parked),
    );
    this.known.set(name, loading);
    loading.catch(() => this.known.delete(name));
    return loading;
  }

  forget(place: Place): void {
    this.known.delete(nameOf(place));
  }

  /** Writes down what was handled. */
  async settle(places: readonly Place[]): Promise<void> {
    const standings = await Promise.all(places.flatMap((place) => this.known.get(nameOf(place)) ?? []));
    const taken = standings.map((standing) => ({ standing, marks: standing.take() }));
    try {
      await this.watermarks.move(taken.flatMap(({ marks }) => marks));
    } catch (fault) {
      for (const { standing, marks } of taken) standing.giveBack(marks);
      throw fault;
    }
  }
}

const nameOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;
