import { z } from 'zod';
import type { LiaisonApi, Reply } from '../liaison-api.js';
import { bodyOf } from '../problem.js';

const Event = z.looseObject({
  event: z.number(),
  parkedAt: z.string(),
  type: z.string().optional(),
  position: z.number().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
  attempts: z.number(),
});
const Key = z.looseObject({
  id: z.string(),
  topic: z.string(),
  partition: z.number(),
  key: z.string(),
  since: z.string(),
  events: z.number(),
  first: Event.optional(),
});
const Queue = Key.extend({ queue: z.array(Event.extend({ content: z.unknown() })) });
const Replayed = z.looseObject({
  id: z.string(),
  replayed: z.number(),
  remaining: z.number(),
  status: z.enum(['free', 'stopped', 'more']),
  code: z.string().optional(),
});
export type Key = z.infer<typeof Key>;
export type Queue = z.infer<typeof Queue>;
export type Replayed = z.infer<typeof Replayed>;

/** The parked events of one service, as its operations show them. */
export const parkedOf = (api: LiaisonApi, service: string) => {
  const at = `/${service}/operations/parked`;
  const read = <Body extends z.ZodType>(reply: Reply, schema: Body, asked: string): z.infer<Body> => bodyOf(reply, schema, asked);
  return {
    list: async () => read(await api.get(at), z.object({ parked: z.array(Key) }), `GET ${at}`).parked,
    show: async (id: string) => read(await api.get(`${at}/${id}`), Queue, `GET ${at}/${id}`),
    replay: async (id: string) => read(await api.post(`${at}/${id}/replay`, { body: {} }), Replayed, `POST ${at}/${id}/replay`),
    drop: async (id: string, event: number, reason: string) => {
      const path = `${at}/${id}/events/${event}/drop`;
      return read(await api.post(path, { body: { reason } }), z.looseObject({ free: z.boolean() }), `POST ${path}`);
    },
  };
};
