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
    expect(await text).toBe('event: changed\nid: 7\ndata: {"note":"two\\nlines"}\n\nevent: alive\ndata: ""\n\n');
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
  it('cuts off a client that does not read, instead of keeping everything for it', async () => {
    const events = new Subject<ServerSentEvent>();
    const stream = eventStream(events).getStream();
    const closed = new Promise((resolve) => stream.once('close', resolve));
    while (!stream.destroyed) events.next({ type: 'changed', data: 'x'.repeat(10_000) });
    await closed;
    expect(events.observed).toBe(false);
  });
});
