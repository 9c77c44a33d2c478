import { randomUUID } from 'node:crypto';
import { OtherIncarnation } from '../errors.js';
import { inProcessFixture, type EventStoreDbFixture } from '../testing/eventstoredb-fixture.js';
import { events, freshStream, readStream, until } from '../testing/events.js';
import { reader } from '../testing/reader.js';

describe('A server that was restored to an earlier moment', () => {
  let fixture: EventStoreDbFixture;
  beforeEach(async () => void (fixture = await inProcessFixture()));
  afterEach(() => fixture?.dispose());

  const restoreTo = (records: number) => fixture.server.restart(fixture.server.log.restoredTo(records));
  const moment = () => fixture.server.log.records.length;

  it('is another incarnation for a process that has seen what is lost, and for all others', async () => {
    const [one, two] = [fixture.store(), fixture.store()];
    const stream = freshStream();
    await one.append(stream, 'no-stream', events(2));
    const incarnation = await one.incarnation();
    expect(await two.incarnation()).toBe(incarnation);
    const before = moment();
    await one.append(stream, 1, events(3), { incarnation });
    await restoreTo(before);
    await expect(one.append(stream, 4, events(1), { incarnation })).rejects.toBeInstanceOf(OtherIncarnation);
    const restored = await one.incarnation();
    expect(restored).not.toBe(incarnation);
    await expect(readStream(two, stream, { from: 2, incarnation })).rejects.toBeInstanceOf(OtherIncarnation);
    expect([await two.incarnation(), await fixture.store().incarnation()]).toEqual([restored, restored]);
    expect(await readStream(two, stream, { incarnation: restored })).toHaveLength(2);
  });

  it('is another incarnation for a process that starts behind it and has seen nothing', async () => {
    const stream = freshStream();
    const one = fixture.store();
    const incarnation = await one.incarnation();
    const before = moment();
    await one.append(stream, 'no-stream', events(1), { command: { id: randomUUID(), fingerprint: 'same' } });
    await one.close();
    await restoreTo(before);
    const later = fixture.store();
    const restored = await later.incarnation();
    expect(restored).not.toBe(incarnation);
    // what the command log knows of the lost time does not begin one life after the other
    expect(await fixture.store().incarnation()).toBe(restored);
  });

  it('ends the reading that rests on the lost time', async () => {
    const one = fixture.store();
    const incarnation = await one.incarnation();
    const before = moment();
    const following = reader(one, { after: 0, incarnation });
    await one.append(freshStream(), 'no-stream', events(2));
    await restoreTo(before);
    let over: unknown;
    const subscribed = fixture.store().subscribe({ after: 0, incarnation, signal: AbortSignal.timeout(20_000) });
    const ended = (async () => {
      for await (const batch of subscribed) void batch;
    })().catch((fault: unknown) => (over = fault));
    await until(async () => (await one.incarnation()) !== incarnation);
    // whoever came after the restore and has seen nothing of what is lost may trust for a second
    await until(async () => {
      await one.append(freshStream(), 'no-stream', events(1));
      return over !== undefined;
    });
    await ended;
    expect(over).toBeInstanceOf(OtherIncarnation);
    await following.stop().catch((fault: unknown) => expect(fault).toBeInstanceOf(OtherIncarnation));
  });

  it('is the same incarnation when nothing was lost', async () => {
    const one = fixture.store();
    await one.append(freshStream(), 'no-stream', events(2));
    const incarnation = await one.incarnation();
    await fixture.server.restart();
    await one.append(freshStream(), 'no-stream', events(1), { incarnation });
    expect(await fixture.store().incarnation()).toBe(incarnation);
  });
});
