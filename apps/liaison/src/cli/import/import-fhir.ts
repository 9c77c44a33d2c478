import { plan } from '../../import/plan.js';
import { tally, tallyByDepartment } from '../../import/tally.js';
import type { Answer, Context } from '../context.js';
import { Failure } from '../failure.js';
import { bookAll } from './book.js';
import { defineAll, knownPools } from './define.js';
import { readFolder } from './read-folder.js';
import { table } from './report.js';
import { importId, settleWindow, type WindowFlags } from './window.js';

/** Reads and checks everything, then writes: the window, the definitions, the bookings. Run again, it goes on where it stopped. */
export const importFhir = async (folder: string, flags: WindowFlags, context: Context): Promise<Answer> => {
  const { screen } = context;
  const { demand, practitioners, repeated, files } = await readFolder(folder, screen);
  if (repeated > 0) screen.say(`${repeated} encounters stand in the files more than once; each counts once.`);
  try {
    const api = context.api('coordinator');
    const { window, outcomes: before } = await settleWindow(api, flags, context);
    const known = await knownPools(api);
    const planned = plan(demand, window, known);
    await defineAll(api, { practitioners, visitTypes: planned.visitTypes }, known, screen);
    const outcomes = await bookAll(api, planned.visits, before, context);

    const total = tally(planned, outcomes);
    const departments = tallyByDepartment(planned, outcomes);
    const text = `${table(departments, total)}\n${total.read} encounters read, ${total.bookable} bookable, ${total.booked} booked, ${total.refused} refused.`;
    return { text, json: { importId, folder, files, window, repeated, ...total, departments } };
  } catch (error) {
    if (error instanceof Failure && error.code === 'connection-lost')
      throw new Failure(error.code, `${error.message}. Run the same import again: it goes on where it stopped.`, error.facts);
    throw error;
  }
};
