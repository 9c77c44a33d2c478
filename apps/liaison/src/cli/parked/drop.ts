import type { Answer, Context } from '../context.js';
import { Failure } from '../failure.js';
import { parkedOf } from './api.js';

/** Drops one event; what waited behind it goes on waiting until a replay, and where nothing did the key is free. */
export const dropParked = async (
  id: string,
  service: string,
  reason: string,
  event: number | undefined,
  { api }: Context,
): Promise<Answer> => {
  const parked = parkedOf(api('operator'), service);
  const { queue } = await parked.show(id);
  const dropped = event ?? queue[0]?.event;
  if (dropped === undefined) throw new Failure('nothing-waits', `Nothing waits under ${id}: parked replay makes it free`, { id, service });
  const { free } = await parked.drop(id, dropped, reason);
  const waiting = free ? 0 : queue.length - 1;
  const others = `${waiting} wait: npm run liaison -- parked replay ${id} --service ${service}`;
  return {
    text: `Event ${dropped} is dropped. ${free ? 'Nothing waits any more: the key is free.' : others}`,
    json: { service, id, event: dropped, waiting, free },
  };
};
