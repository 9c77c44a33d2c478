import { addDays, localDateOf } from '@liaison/kernel';
import { z } from 'zod';
import { importedSite } from '../../import/definitions.js';
import { mondayFrom } from '../../import/placement.js';
import type { Window } from '../../import/plan.js';
import type { Outcome } from '../../import/tally.js';
import type { Context } from '../context.js';
import { Failure } from '../failure.js';
import type { LiaisonApi } from '../liaison-api.js';
import { bodyOf } from '../problem.js';

export type WindowFlags = { readonly from?: string; readonly weeks?: number; readonly years?: number };
export const defaults = { weeks: 8, years: 10 } as const;

export const importId = 'fhir';
export const importPath = `/scheduling/imports/${importId}`;

/** Days ahead up to which scheduling takes bookings. */
const horizon = 731;

const StoredWindow = z.object({ startDate: z.string(), weeks: z.number(), years: z.number() });
const StoredImport = StoredWindow.extend({
  items: z.array(z.object({ itemId: z.string(), outcome: z.enum(['booked', 'refused']), codes: z.array(z.string()).default([]) })),
});

export type Settled = { readonly window: Window; readonly outcomes: ReadonlyMap<string, Outcome> };

/** The window that the first run stored, or else the one that this run stores. */
export const settleWindow = async (api: LiaisonApi, flags: WindowFlags, { now, screen }: Context): Promise<Settled> => {
  const reply = await api.get(importPath);
  if (reply.status !== 404) {
    const { items, ...window } = bodyOf(reply, StoredImport, 'The request for the record of the import');
    if (differs(window, flags)) screen.say('The first run fixed other weeks than you ask for now: the first ones stay.');
    screen.say(`Going on in the weeks of the first run: ${described(window)}.`);
    return { window, outcomes: new Map(items.map(({ itemId, ...outcome }) => [itemId, outcome])) };
  }
  const wanted = windowOf(flags, localDateOf(now(), importedSite.zone));
  const window = bodyOf(await api.put(importPath, { body: wanted }), StoredWindow, 'The record of the import');
  const settled = { startDate: window.startDate, weeks: window.weeks, years: window.years };
  screen.say(`Fixed for this and every later run: ${described(settled)}.`);
  return { window: settled, outcomes: new Map() };
};

/** @param today on the calendar of the site */
export const windowOf = ({ from, weeks = defaults.weeks, years = defaults.years }: WindowFlags, today: string): Window => {
  const startDate = mondayFrom(from ?? addDays(today, 1));
  if (startDate <= today)
    throw new Failure(
      'start-not-ahead',
      `--from ${from}: the first Monday from then is ${startDate}, and today is ${today}: take a later date`,
    );
  const last = addDays(today, horizon);
  if (addDays(startDate, weeks * 7) > last)
    throw new Failure(
      'start-too-far',
      `${weeks} weeks from ${startDate} reach beyond ${last}, the last day that can be booked: take an earlier date or fewer weeks`,
    );
  return { startDate, weeks, years };
};

const differs = (stored: Window, { from, weeks, years }: WindowFlags): boolean =>
  (from !== undefined && mondayFrom(from) !== stored.startDate) ||
  (weeks !== undefined && weeks !== stored.weeks) ||
  (years !== undefined && years !== stored.years);

const described = ({ startDate, weeks, years }: Window): string =>
  `${weeks} ${weeks === 1 ? 'week' : 'weeks'} from Monday ${startDate}, demand of the last ${years} ${years === 1 ? 'year' : 'years'} of the data`;
