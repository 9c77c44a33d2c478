import Table from 'cli-table3';
import type { Answer, Context } from '../context.js';
import { services } from '../services.js';
import { parkedOf, type Key } from './api.js';

const plain = { style: { head: [], border: [] } };

export const listParked = async (service: string | undefined, { api }: Context): Promise<Answer> => {
  const operator = api('operator');
  const parked: (Key & { readonly service: string })[] = [];
  for (const each of service === undefined ? services : [service])
    parked.push(...(await parkedOf(operator, each).list()).map((key) => ({ service: each, ...key })));
  if (parked.length === 0) return { text: 'Nothing is parked.', json: { parked } };
  const table = new Table({ head: ['Service', 'Id', 'Topic', 'Key', 'Waiting', 'Why', 'Since'], ...plain });
  for (const { service: whose, id, topic, key, events, first, since } of parked)
    table.push([whose, id, topic, key, events, first?.code ?? '', since]);
  return { text: table.toString(), json: { parked } };
};

/** What each event says goes to operators alone: the service asks for their role. */
export const showParked = async (id: string, service: string, { api }: Context): Promise<Answer> => {
  const queue = await parkedOf(api('operator'), service).show(id);
  const lines = queue.queue.map(({ event, type, position, code, detail, attempts, content }) =>
    [
      `${event}  ${type ?? 'a record that could not be read'}${position === undefined ? '' : ` at position ${position}`}`,
      code === undefined ? '   waits behind the one before it' : `   ${code} after ${attempts} attempts: ${detail ?? ''}`,
      `   ${JSON.stringify(content)}`,
    ].join('\n'),
  );
  const head = `${queue.topic}, partition ${queue.partition}, key ${queue.key}: ${queue.events} waiting since ${queue.since}`;
  return { text: [head, ...lines].join('\n'), json: { service, ...queue } };
};
