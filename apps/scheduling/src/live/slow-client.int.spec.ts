import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { at, startClinic, visitDay, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { listenTo } from '../testing/listening.js';

const live = `/scheduling/sites/north/departments/general/day-board/live?date=${visitDay}`;
/** Events at a time: of more at once several would be told as one. In bytes: more than a process keeps for somebody who does not read. */
const [bulk, most] = [250, 128 * 1024];

describe('Somebody who leaves a view open over a connection that they do not read', () => {
  let clinic: ClinicUnderTest;
  let answering: ServerResponse | undefined;
  const answered = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.headers['x-test'] === 'silent') answering = response;
  };
  beforeAll(async () => {
    subscribe('http.server.request.start', answered);
    clinic = await startClinic();
  }, 60_000);
  afterAll(async () => {
    unsubscribe('http.server.request.start', answered);
    await clinic?.stop();
  });

  /** Has its answer's head, and reads nothing from then on. */
  const silent = async (lastEventId = ''): Promise<{ socket: Socket; begun: string }> => {
    const { hostname, port } = new URL(clinic.url());
    const socket = connect(Number(port), hostname);
    const headers = [`host: ${hostname}`, `authorization: ${await clinic.tokenOf('clerk')}`, 'x-test: silent', lastEventId];
    socket.write([`GET ${live} HTTP/1.1`, ...headers.filter((header) => header !== ''), '', ''].join('\r\n'));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    return { socket, begun: String(chunk) };
  };
  let revision = -1;
  const happen = async () => {
    const data = {
      ...{ appointmentId: randomUUID(), patientId: randomUUID(), siteId: 'north', departmentId: 'general', visitTypeId: 'check-up' },
      ...{ date: visitDay, expiresAt: '2026-11-24T12:10:00Z', at: '2026-11-24T12:00:00Z' },
    };
    const events = Array.from({ length: bulk }, () => {
      return { id: randomUUID(), type: 'HoldRenewed', data, metadata: { commandId: randomUUID(), by: 'desk' } };
    });
    const expected = revision < 0 ? 'no-stream' : revision;
    const appended = await clinic.runtime().store.append('scheduling.daySchedule-elsewhere/2026-12-01', expected, events);
    revision = appended.revision;
    return appended.position;
  };

  it('has little kept for them however much happens, holds nobody up, is not cut off, and hears the newest when they read', async () => {
    const { socket, begun } = await silent();
    expect(begun).toContain('200 OK');
    let isCut = false;
    socket.once('close', () => (isCut = true));
    const reader = await listenTo(clinic, live.replace('/scheduling', ''));
    let heard = (await reader.next())?.position ?? 0;
    const hearing = async (position: number) => {
      while (heard < position) heard = (await reader.next())?.position ?? Infinity;
    };
    const full = () => answering?.writableNeedDrain === true;
    while (!full()) await hearing(await happen()); // what the network takes is not ours
    for (let n = 0; n < 20; n++) await hearing(await happen());
    expect(full()).toBe(true);
    const sent = answering?.socket?.bytesWritten ?? 0;
    const { position } = (await clinic.book(at('09:00')).expect(201)).body;
    await hearing(position);
    expect([isCut, answering?.destroyed]).toEqual([false, false]);

    let text = begun;
    socket.on('data', (chunk: Buffer) => (text = (text + String(chunk)).slice(-200_000)));
    socket.resume();
    while (!text.includes(`id: ${position}\n`)) await pause(10);
    expect(text).toContain(`data: {"position":${position}`);
    // what was written since is all that was kept
    expect((answering?.socket?.bytesWritten ?? Infinity) - sent).toBeLessThan(most);
    socket.destroy();
    reader.leave();
  }, 120_000);

  it('does not keep the service from stopping', async () => {
    const { socket } = await silent();
    while (answering?.writableNeedDrain !== true) await happen();
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    await clinic.restart();
    socket.resume();
    await closed;
    await clinic.get('/sites/north').expect(200);
  }, 120_000);
});
