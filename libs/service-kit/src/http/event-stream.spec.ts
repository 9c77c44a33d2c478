import { Subject } from 'rxjs';
import { eventStream, type ServerSentEvent } from './event-stream.js';

const read = async (stream: ReturnType<typeof eventStream>): Promise<string> => {
  let text = '';
  for await (const chunk of stream.getStream()) text += String(chunk);
  return text;
};

describe('An answer of server-sent events', () => {
  it('writes each event with its type, its id and its data on one line, and ends with them', async () => {
    const events = new Subject<ServerSentEvent>();
    const stream = eventStream(events);
    const text = read(stream);
    events.next({ type: 'changed', id: '7', data: { note: 'two\nlines' } });
    events.next({ type: 'alive', data: '' });
    events.complete();
    expect(await text).toBe('retry: 3000\n\nevent: changed\nid: 7\ndata: {"note":"two\\nlines"}\n\nevent: alive\ndata: ""\n\n');
  });
  it('stops listening when the client has gone', async () => {
    const events = new Subject<ServerSentEvent>();
    const stream = eventStream(events).getStream();
    expect(events.observed).toBe(true);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy();
    await closed;
    expect(events.observed).toBe(false);
  });
  it('tells a client that does not read what is newest of each type, and keeps nothing else for it', async () => {
    const events = new Subject<ServerSentEvent>();
    const merged = (before: ServerSentEvent, next: ServerSentEvent) => ({ ...next, data: [before.data, next.data].flat() });
    const [newest, all] = [eventStream(events).getStream(), eventStream(events, { merged }).getStream()];
    const big = 'x'.repeat(20_000);
    events.next({ type: 'changed', data: big });
    const full = newest.readableLength;
    for (const n of [1, 2, 3]) events.next({ type: 'changed', id: String(n), data: n });
    events.next({ type: 'alive', data: '' });
    expect([newest.readableLength, newest.destroyed]).toEqual([full, false]);
    events.complete();
    const after = async (stream: typeof newest) => {
      let text = '';
      for await (const chunk of stream) text += String(chunk);
      return text.slice(text.indexOf('event: changed\nid'));
    };
    expect(await after(newest)).toBe('event: changed\nid: 3\ndata: 3\n\nevent: alive\ndata: ""\n\n');
    expect(await after(all)).toBe('event: changed\nid: 3\ndata: [1,2,3]\n\nevent: alive\ndata: ""\n\n');
  });
});
