import { events, freshStream, idsOf, numbers, readEverything } from './events.js';
import type { Stage } from './stage.js';

/** What is refused, amid forty appends of the same turn that all go through. Resolves with the reason. */
export const refusedAmidNeighbours = async (stage: Stage, attempt: () => Promise<unknown>): Promise<unknown> => {
  const before = await stage.one.head();
  const openings = numbers(1, 40).map(() => events(1));
  const [earlier, later] = [openings.slice(0, 20), openings.slice(20)];
  const appended = (opening: (typeof openings)[number]) => stage.one.append(freshStream(), 'no-stream', opening);
  const first = earlier.map(appended);
  const refused = attempt().then(
    () => 'was accepted',
    (fault: unknown) => fault,
  );
  const last = later.map(appended);
  await Promise.all([...first, ...last]);
  const recorded = await readEverything(stage.two, { after: before });
  expect(idsOf(recorded).toSorted()).toEqual(idsOf(openings.flat()).toSorted());
  return refused;
};
