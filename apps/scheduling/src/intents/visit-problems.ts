import type { Problem } from '@liaison/service-kit';
import type { OfVisit } from './intents.js';

/** The same problems, each with the visit that it is about in its detail. */
export const aboutTheirVisits = <Table extends object>(problems: Table): Table => {
  const entries = Object.entries(problems as Record<string, (refusal: OfVisit<object>) => Problem>).map(([code, problem]) => {
    const about = (refusal: OfVisit<object>): Problem => {
      const found = problem(refusal);
      return refusal.visit === undefined ? found : { ...found, detail: `${refusal.visit}: ${found.detail}` };
    };
    return [code, about] as const;
  });
  return Object.fromEntries(entries) as Table;
};
