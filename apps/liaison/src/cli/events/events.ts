import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import Table from 'cli-table3';
import { z } from 'zod';
import type { Answer, Context } from '../context.js';
import { Failure } from '../failure.js';
import { bodyOf, failureOf } from '../problem.js';
import { CutShort, eventLines, RawEvent } from './event-lines.js';
import { colorsOf, counted, lineOf, pageOf, sized } from './shown-event.js';

const Statistics = z.object({
  ...{ incarnation: z.string(), head: z.number(), streams: z.number(), commands: z.number(), bytes: z.number() },
  categories: z.array(z.object({ category: z.string(), streams: z.number(), events: z.number() })),
  ...{ firstAt: z.string().optional(), lastAt: z.string().optional() },
});
export type StreamFlags = { readonly from?: number; readonly limit?: number; readonly backwards?: boolean };
export type TailFlags = {
  readonly service: string;
  readonly after?: number;
  readonly last: number;
  readonly category?: string;
  readonly type?: string;
};

const pathOf = (service: string, what: string, query: Readonly<Record<string, string | number | undefined>> = {}): string => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return `/${service}/operations/${what}${given.size > 0 ? `?${given.toString()}` : ''}`;
};

/** For people a line each; with `--json` each as it came. No faster than it is read. */
const printerOf = (json: boolean, { stdout, env }: Context) => {
  const colors = colorsOf({ stdout, env });
  return async (event: RawEvent): Promise<void> => {
    if (!stdout.write(`${json ? JSON.stringify(event) : lineOf(event, colors)}\n`)) await once(stdout, 'drain');
  };
};

export const showStream = async (name: string, { from, limit, backwards }: StreamFlags, json: boolean, context: Context): Promise<void> => {
  const service = /^([a-z][a-z0-9]*)\../.exec(name)?.[1];
  if (service === undefined) throw new Failure('invalid-stream-name', `${name} is not <service>.<category>-<id>`, { name });
  const print = printerOf(json, context);
  const path = pathOf(service, 'events/stream', { name, from, limit, ...(backwards && { direction: 'backwards' }) });
  let count = 0;
  for await (const event of eventLines(path, context)) {
    await print(event);
    count += 1;
  }
  context.screen.say(count === 0 ? `${name} has no such events` : `${count} events`);
};

/** The last ones and whatever comes, until it is interrupted. What is cut off goes on behind the last event that was shown. */
export const tail = async ({ service, after, last, category, type }: TailFlags, json: boolean, context: Context): Promise<void> => {
  const print = printerOf(json, context);
  let position = after ?? Math.max(0, (await statisticsOf(service, context)).head - last);
  for (;;) {
    try {
      for await (const event of eventLines(pathOf(service, 'events/live', { after: position, category, type }), context)) {
        await print(event);
        position = event.position;
      }
    } catch (fault) {
      if (!(fault instanceof CutShort)) throw fault;
    }
    context.screen.say('The connection ended: going on when it is back …');
    // asks until it answers again, as long as a command waits for a system that went away
    await pause(200);
    await statisticsOf(service, context);
  }
};

export const showEvent = async (position: number, service: string, context: Context): Promise<Answer> => {
  const path = pathOf(service, `events/${position}`);
  const reply = await context.api('operator').get(path);
  if (reply.status === 404)
    throw new Failure('event-unknown', detailOf(reply.body) ?? `${service} has no event ${position}`, { service, position });
  const event = bodyOf(reply, RawEvent, `GET ${path}`);
  return { text: pageOf(event, colorsOf(context)), json: { service, event } };
};

export const showStatistics = async (services: readonly string[], context: Context): Promise<Answer> => {
  const { bold, dim } = colorsOf(context);
  const stores = [];
  for (const service of services) stores.push({ service, ...(await statisticsOf(service, context)) });
  const pages = stores.map(({ service, head, streams, commands, bytes, incarnation, firstAt, lastAt, categories }) => {
    const table = new Table({
      head: ['Category', 'Streams', 'Events'],
      style: { head: [], border: [] },
      colAligns: ['left', 'right', 'right'],
    });
    for (const each of categories) table.push([each.category, counted(each.streams), counted(each.events)]);
    const when = firstAt === undefined ? 'empty' : `${firstAt} to ${lastAt}`;
    const kept = `${counted(head)} events in ${counted(streams)} streams, ${counted(commands)} answers kept, ${sized(bytes)}`;
    return [bold(service), kept, dim(`${when}, incarnation ${incarnation}`), table.toString()].join('\n');
  });
  return { text: pages.join('\n\n'), json: { stores } };
};

export const beginIncarnation = async (service: string, { api }: Context): Promise<Answer> => {
  const path = pathOf(service, 'incarnation');
  const reply = await api('operator').post(path, { body: {} });
  if (reply.status >= 300) throw failureOf(reply, `POST ${path}`);
  const { incarnation } = bodyOf(reply, z.object({ incarnation: z.string() }), `POST ${path}`);
  return { text: `${service} is in incarnation ${incarnation}: read models are built anew`, json: { service, incarnation } };
};

const statisticsOf = async (service: string, { api }: Context) => {
  const path = pathOf(service, 'events/stats');
  return bodyOf(await api('operator').get(path), Statistics, `GET ${path}`);
};

const detailOf = (body: unknown): string | undefined => z.object({ detail: z.string() }).safeParse(body).data?.detail;
