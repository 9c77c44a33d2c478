import { accepted, minutesBetween, rejected, same, type Decision } from '@liaison/kernel';
import type { ClosureDeclared } from '../closure.events.js';
import type { Closure } from '../closure.state.js';

export type DeclareClosure = { readonly type: 'DeclareClosure'; readonly data: ClosureDeclared['data'] };
export type ClosureRefusal =
  | { readonly code: 'closure-too-long'; readonly days: number; readonly longest: number }
  | { readonly code: 'closure-already-lifted'; readonly closureId: string }
  | { readonly code: 'closure-differs'; readonly closureId: string };

/** In days: a leap year. What is closed for longer has other hours. */
const longest = 366;

export const declareClosure = ({ data }: DeclareClosure, closure: Closure): Decision<ClosureDeclared, ClosureRefusal> => {
  const { closureId } = data;
  if (closure.status === 'lifted') return rejected({ code: 'closure-already-lifted', closureId });
  if (closure.status === 'declared') return same(closure.facts, data) ? accepted() : rejected({ code: 'closure-differs', closureId });
  const days = Math.ceil(minutesBetween(data.from, data.to) / (24 * 60));
  return days > longest ? rejected({ code: 'closure-too-long', days, longest }) : accepted({ type: 'ClosureDeclared', data });
};
