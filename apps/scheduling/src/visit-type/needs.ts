import { z } from 'zod';
import type { Phase, Requirement } from './visit-type.events.js';

const one = '[a-z][a-z-]{0,30}(:[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3})?';

/** What a patient needs beside the usual, and in which language where that matters: `hoist`, `interpreter:es`. */
export const Need = z.string().regex(new RegExp(`^${one}$`), 'must be like hoist or interpreter:es');
export const NeedList = z
  .string()
  .max(300)
  .regex(new RegExp(`^${one}(,${one})*$`), 'must be like hoist or interpreter:es, with commas in between');

const partsOf = (need: string): { readonly name: string; readonly language: string | undefined } => {
  const [name = '', language] = need.split(':');
  return { name, language };
};

/** The phases of a visit for a patient with these needs: those for everybody, and one for each need that a phase answers. */
export const phasesFor = (phases: readonly Phase[], needs: readonly string[]): readonly Phase[] => {
  const byName = new Map(needs.map((need) => [partsOf(need).name, partsOf(need).language]));
  return phases
    .filter(({ onNeed }) => onNeed === undefined || byName.has(onNeed))
    .map((phase) => {
      const language = phase.onNeed === undefined ? undefined : byName.get(phase.onNeed);
      return language === undefined ? phase : { ...phase, requires: speaking(phase.requires, language) };
    });
};

/** Needs that this kind of visit has no phase for. */
export const unansweredNeeds = (phases: readonly Phase[], needs: readonly string[]): readonly string[] =>
  needs.filter((need) => !phases.some(({ onNeed }) => onNeed === partsOf(need).name));

const speaking = (requires: Requirement | undefined, language: string): Requirement => ({
  ...requires,
  languages: [...new Set([...(requires?.languages ?? []), language])],
});
