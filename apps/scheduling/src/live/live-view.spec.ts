import { NEVER, Subject } from 'rxjs';
import type { Runtime } from '@liaison/service-kit';
import type { LiveChanges } from './live-changes.js';
import type { Change } from './live-topics.js';
import { liveView } from './live-view.js';

const runtime = { stopping: NEVER, config: { liveListeners: 1 } as Runtime['config'] };
const changesFrom = (of: LiveChanges['of'], hasRoom = true) => ({ of, hasRoom: () => hasRoom }) as LiveChanges;

describe('A view that somebody leaves open and does not read', () => {
  it('keeps no more for them than where they have to look next, and is not closed', async () => {
    const changes = new Subject<Change>();
    const stream = liveView(
      runtime,
      changesFrom(() => changes),
      [],
      undefined,
    ).getStream();
    const last = 20_000;
    for (let position = 1; position <= last; position++)
      changes.next({ position, appointmentId: `visit-${position}`, what: 'AppointmentBooked' });
    expect([stream.readableLength < 32 * 1024, stream.destroyed]).toEqual([true, false]);
    let text = '';
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.includes(`id: ${last}\n`)) break;
    }
    expect(text).toContain(`data: {"position":${last}}\n\n`);
    expect(text).toContain('data: {"position":1,"appointmentId":"visit-1","what":"AppointmentBooked"}');
    expect(text.length).toBeLessThan(64 * 1024);
  });

  it('hears of the last event that they had only where it can be one of ours', () => {
    const heard: (number | undefined)[] = [];
    const changes = changesFrom((_, after) => {
      heard.push(after);
      return NEVER;
    });
    for (const id of ['42', undefined, 'garbage', '-1', '1e3', '9'.repeat(40)]) liveView(runtime, changes, [], id).getStream().destroy();
    expect(heard).toEqual([42, undefined, undefined, undefined, undefined, undefined]);
  });

  it('is refused when there is no room', () =>
    expect(() =>
      liveView(
        runtime,
        changesFrom(() => NEVER, false),
        [],
        undefined,
      ),
    ).toThrow('No room for another listener'));
});
