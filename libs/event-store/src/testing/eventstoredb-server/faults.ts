import { leaderInfo, notReady, operationTimedOut } from './rpc-errors.js';

export type Method = 'append' | 'batchAppend' | 'read';
export type Fault =
  /** Answered before anything is done. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** Never answered: the caller's deadline ends it. */
  | { readonly kind: 'silence' }
  /** Done, and then the answer is lost. */
  | { readonly kind: 'lost-answer' };

/** What shall go wrong next: one fault a call, in order, for each method. */
export class Faults {
  private readonly due = new Map<Method, Fault[]>();
  /** Calls that met a fault, by method. */
  readonly met = new Map<Method, number>();

  next(method: Method, ...faults: readonly Fault[]): void {
    this.due.set(method, [...(this.due.get(method) ?? []), ...faults]);
  }

  take(method: Method): Fault | undefined {
    const fault = this.due.get(method)?.shift();
    if (fault) this.met.set(method, (this.met.get(method) ?? 0) + 1);
    return fault;
  }
}

/** @throws RpcError when the call shall fail before anything is done */
export const failBefore = (fault: Fault | undefined): void => {
  if (fault?.kind === 'unavailable') throw notReady();
  if (fault?.kind === 'timed-out') throw operationTimedOut();
  if (fault?.kind === 'not-leader') throw leaderInfo(fault.host, fault.port);
};

/** @throws RpcError when what was done shall not be heard of */
export const failAfter = (fault: Fault | undefined): void => {
  if (fault?.kind === 'lost-answer') throw notReady();
};
