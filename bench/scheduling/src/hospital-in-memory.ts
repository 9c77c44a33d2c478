import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '@liaison/bench-kit';
import type { Member } from '@liaison/chaos';
import { PostgresEventStore } from '@liaison/event-store';
import { addDays, firstAt, localDay } from '@liaison/kernel';
import { closes, departmentsOf, hospitalDefinitions, hospitalSite, opens, visitAt, visitMinutes } from '@liaison/liaison/hospital';
import type { Visit } from './hospital.js';
import { loadDays } from './load.js';
import { atOnce, callerAt, started, type Call, type Surroundings } from './processes.js';

const { siteId, zone } = hospitalSite;
const limitMb = 300;
/** As a container of that size would have it: without a bound Node takes what there is before it collects. */
const heapMb = 160;
const size = { departments: 60, days: 90, seed: 1 };
const firstDate = addDays(new Date().toISOString().slice(0, 10), 7);

/** 60 departments, 900 resources and 90 days of visits: how boards answer, and what the process takes, while more is booked. */
export const hospitalInMemory = async (surroundings: Surroundings & { readonly appointments: number }): Promise<void> => {
  await surroundings.database.query('create database hospital');
  const process = await started(surroundings, 'service-main', 'hospital', 'hospital', [`--max-old-space-size=${heapMb}`]);
  try {
    await measured(surroundings, process);
  } finally {
    await process.stop();
  }
};

const measured = async (
  { appointments, home, postgres, report }: Parameters<typeof hospitalInMemory>[0],
  process: Member,
): Promise<void> => {
  const call = await callerAt(home, process);
  const departments = departmentsOf(size.departments);
  const { places, resources, visitTypes } = hospitalDefinitions(departments);
  const put = ({ path, body }: { readonly path: string; readonly body: object }) => call('PUT', path.replace('/scheduling', ''), body);
  for (const place of places) await put(place);
  await atOnce(16, resources, async (of) => {
    for (const definition of of) await put(definition);
  });
  await atOnce(16, visitTypes, put);

  const store = new PostgresEventStore({ schema: 'scheduling', connectionString: postgres.url('hospital') });
  const visitOf = (n: number): Visit => {
    const { body, date, departmentId } = visitAt(n, { ...size, appointments }, departments, firstDate);
    return { date, start: body.start, resourceIds: body.with, minutes: visitMinutes, departmentId, visitTypeId: body.visitTypeId };
  };
  const hoursOn = (date: string) => ({ from: firstAt(localDay(date, zone), opens), to: firstAt(localDay(date, zone), closes) });
  await loadDays(
    store,
    Array.from({ length: appointments }, (_, n) => visitOf(n)),
    { siteId, zone, hoursOn, planRevision: await store.head() },
  );
  const head = await store.head();
  await store.close();
  await filled(call, head);

  const boards: number[] = [];
  const more: number[] = [];
  for (let n = 0; n < 300; n++) {
    const { body, date } = {
      ...visitAt(n, { ...size, appointments, seed: 2 }, departments, firstDate),
      date: addDays(firstDate, n % size.days),
    };
    const board = `/sites/${siteId}/departments/${departments[n % departments.length]?.departmentId}/day-board?date=${date}`;
    boards.push(await timed(() => call('GET', board)));
    // a search on a day that was not looked at yet, as a clerk does it
    const search = new URLSearchParams({ visitTypeId: body.visitTypeId, from: date, to: date, limit: '5' });
    more.push(await timed(() => call('GET', `/sites/${siteId}/free-times?${search.toString()}`)));
  }
  const besides = { unit: 'ms', against: 'what feels immediate', reference: 100 };
  const of = `${appointments} appointments of 900 resources on 90 days`;
  for (const [part, name] of [
    [0.5, 'p50'],
    [0.99, 'p99'],
  ] as const) {
    report({ case: `a board, ${of}, ${name}`, value: quantile(boards, part), ...besides });
    report({ case: `a search of one day, ${of}, ${name}`, value: quantile(more, part), ...besides });
  }
  report({
    case: `memory of the process, heap bounded to ${heapMb} MB, ${of}`,
    value: residentMb(process.pid),
    ...{ unit: 'MB RSS', against: 'a container of', reference: limitMb },
    aim: { atMost: 1 },
  });
};

/** Read models that are still filling would be measured with it. */
const filled = async (call: Call, head: number): Promise<void> => {
  for (;;) {
    const board = `/sites/${siteId}/departments/ward-1/day-board?date=${firstDate}&notOlderThan=${head}`;
    if ((await call('GET', board).catch(() => undefined)) !== undefined) return;
    await sleep(1_000);
  }
};

/** The most that it ever had. Only Linux tells it this way. */
const residentMb = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await act();
  return performance.now() - from;
};
