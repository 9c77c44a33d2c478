import type { Answer, Context } from '../context.js';
import { parkedOf, type Replayed } from './api.js';

/** One key, or all of them; goes on when a service's time for one answer is up. */
export const replayParked = async (id: string | undefined, service: string, { api, screen }: Context): Promise<Answer> => {
  const parked = parkedOf(api('operator'), service);
  const ids = id === undefined ? (await parked.list()).map((key) => key.id) : [id];
  const outcomes: Replayed[] = [];
  for (const each of ids) outcomes.push(await wholly(each, parked, (line) => screen.say(line)));
  const stopped = outcomes.filter(({ status }) => status === 'stopped');
  const replayed = outcomes.reduce((sum, outcome) => sum + outcome.replayed, 0);
  const lines = stopped.map(({ id: key, code, remaining }) => `${key} still waits with ${remaining} events: ${code ?? ''}`);
  return {
    text: [`${replayed} events have been handled, ${ids.length - stopped.length} of ${ids.length} keys are free.`, ...lines].join('\n'),
    json: { service, replayed, keys: outcomes },
    exitCode: stopped.length > 0 ? 1 : 0,
  };
};

const wholly = async (id: string, parked: ReturnType<typeof parkedOf>, say: (line: string) => void): Promise<Replayed> => {
  for (let before = 0; ;) {
    const outcome = await parked.replay(id);
    const replayed = before + outcome.replayed;
    if (outcome.status !== 'more') return { ...outcome, replayed };
    before = replayed;
    say(`${id}: ${replayed} handled, ${outcome.remaining} to go`);
  }
};
