import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { outsidePython } from '@liaison/testing';
import ICAL from 'ical.js';
import request from 'supertest';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';

const python = outsidePython('icalendar');

describe('A calendar feed', () => {
  let clinic: ClinicUnderTest;
  let path: string;
  let position: number;
  const booked: Record<string, string> = {};
  beforeAll(async () => {
    // the Thursday before the clocks go forward in New York
    clinic = await startClinic({ now: '2027-03-11T12:00:00Z' });
    const { body } = await clinic.command('put', '/resources/dr-li/calendar-feeds/phone').expect(200);
    path = body.path;
    for (const [name, start, more] of [
      ['friday', '2027-03-12T09:00:00-05:00', {}],
      ['monday', '2027-03-15T09:00:00-04:00', {}],
      ['cancelled', '2027-03-15T10:00:00-04:00', {}],
      ['moved', '2027-03-16T09:00:00-04:00', {}],
    ] as const)
      booked[name] = (await clinic.book(start, more).expect(201)).body.appointmentId;
    await clinic.step(booked['cancelled'] ?? '', 'cancel', { reason: 'pat' }).expect(200);
    position = (await clinic.step(booked['moved'] ?? '', 'move', { start: '2027-03-16T11:00:00-04:00' }).expect(200)).body.position;
  }, 60_000);
  afterAll(() => clinic?.stop());

  const read = async () => {
    await clinic.get(`/resources/dr-li/calendar?notOlderThan=${position}`).expect(200);
    return request(clinic.url()).get(path).expect(200).expect('content-type', 'text/calendar; charset=utf-8');
  };
  const expected = () =>
    [
      ['friday', 'CONFIRMED', '2027-03-12T09:00:00-05:00'],
      ['monday', 'CONFIRMED', '2027-03-15T09:00:00-04:00'],
      ['cancelled', 'CANCELLED', '2027-03-15T10:00:00-04:00'],
      ['moved', 'CONFIRMED', '2027-03-16T11:00:00-04:00'],
    ].map(([name = '', status, start]) => [booked[name], status, start]);

  it('is read by ical.js as it is meant, in the week in which the clocks change', async () => {
    const { text } = await read();
    const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
    const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    const seconds = (value: string) => `${new Date(value).toISOString().slice(0, 19)}Z`;
    expect(events.map((event) => [event.uid, event.component.getFirstPropertyValue('status'), event.startDate.toString()])).toEqual(
      expected().map(([uid, status, start = '']) => [uid, status, seconds(start)]),
    );
    expect(events.map(({ summary, duration }) => [summary, duration.toSeconds()])).toEqual(expected().map(() => ['Check-up', 1800]));
  });

  (python ? it : it.skip)(
    'is read by icalendar in Python as it is meant (skipped: no Python with icalendar, tools/outside-checks.mjs installs one)',
    async () => {
      const { text } = await read();
      const { stdout, status } = spawnSync(python ?? '', [join(import.meta.dirname, 'outside-reader.py'), 'America/New_York'], {
        input: text,
      });
      expect(status).toBe(0);
      const told = JSON.parse(stdout.toString()) as { events: Record<string, unknown>[] };
      expect(told).toMatchObject({ version: '2.0', errors: [] });
      expect(told.events.map(({ uid, status: said, start }) => [uid, said, start])).toEqual(expected());
      expect(told.events[0]).toMatchObject({ summary: 'Check-up', categories: ['General'], end: '2027-03-12T09:30:00-05:00' });
    },
  );

  it('says nothing of patients', async () => {
    const { text } = await read();
    const { body } = await clinic.get(`/appointments/${booked['friday']}`).expect(200);
    expect(body.patientId).toMatch(/^[0-9a-f-]{36}$/);
    expect(text).not.toContain(body.patientId);
  });

  it('grows in sequence with every change', async () => {
    const sequenceOf = (text: string) => Number(new RegExp(`UID:${booked['monday']}[^]*?SEQUENCE:(\\d+)`).exec(text)?.[1]);
    const before = sequenceOf((await read()).text);
    position = (await clinic.step(booked['monday'] ?? '', 'cancel', { reason: 'pat' }).expect(200)).body.position;
    expect(sequenceOf((await read()).text)).toBeGreaterThan(before);
  });

  it('opens by its address alone, and not by another', async () => {
    expect(path).toMatch(/^\/scheduling\/feeds\/dr-li\/[\w-]{43}\/calendar\.ics$/);
    const token = path.split('/')[4] ?? '';
    for (const wrong of [path.replace(token, `${token.slice(0, -1)}-`), path.replace('dr-li', 'room-1'), path.replace(token, 'x')])
      expect(clinic.codes(await request(clinic.url()).get(wrong).expect(404))).toEqual(['feed-unknown']);
    expect(JSON.stringify(await eventsOf('dr-li'))).not.toContain(token);
  });

  it('is told again to whoever may issue it, also by another process, and to nobody else', async () => {
    expect((await clinic.command('put', '/resources/dr-li/calendar-feeds/phone').expect(200)).body.path).toBe(path);
    await clinic.restart();
    expect((await clinic.command('put', '/resources/dr-li/calendar-feeds/phone').expect(200)).body.path).toBe(path);
    const { body } = await clinic.get('/resources/dr-li/calendar-feeds').expect(200);
    expect(body).toEqual({ feeds: [{ feedId: 'phone', issuedAt: '2027-03-11T12:00:00Z' }] });
    await clinic.command('put', '/resources/dr-li/calendar-feeds/desk', {}, { authorization: await clinic.tokenOf('clerk') }).expect(403);
    expect(clinic.codes(await clinic.command('put', '/resources/nobody/calendar-feeds/desk').expect(404))).toEqual(['resource-unknown']);
    await clinic.get('/resources/nobody/calendar-feeds').expect(404);
  });

  it('opens no more once it is revoked', async () => {
    await clinic.command('delete', '/resources/dr-li/calendar-feeds/phone').expect(200);
    await request(clinic.url()).get(path).expect(404);
    expect(clinic.codes(await clinic.command('put', '/resources/dr-li/calendar-feeds/phone').expect(409))).toEqual(['feed-revoked']);
    expect((await clinic.command('put', '/resources/dr-li/calendar-feeds/tablet').expect(200)).body.path).not.toBe(path);
    expect(clinic.codes(await clinic.command('delete', '/resources/dr-li/calendar-feeds/none').expect(404))).toEqual(['feed-unknown']);
  });

  const eventsOf = async (resourceId: string) => {
    const events = [];
    for await (const batch of clinic.runtime().store.read(`scheduling.calendarFeeds-${resourceId}`)) events.push(...batch);
    return events;
  };

  it('leaves out what is far ahead', async () => {
    await clinic.book(at('09:00', '2027-12-01')).expect(201);
    const { text } = await request(clinic.url())
      .get((await clinic.command('put', '/resources/dr-li/calendar-feeds/tablet').expect(200)).body.path)
      .expect(200);
    expect(text).not.toContain('DTSTART:20271201');
  });
});
