import type { z } from 'zod';
import type { Contract } from './contract.js';
import * as appointments from './scheduling.appointments.v1.js';
import * as resources from './scheduling.resources.v1.js';

export type AnyContract = Contract<string, z.ZodType>;

const isContract = (value: unknown): value is AnyContract =>
  typeof value === 'object' && value !== null && 'topic' in value && 'data' in value && 'with' in value;

/** Every promise of every service, by type. */
export const allContracts: readonly AnyContract[] = [appointments, resources]
  .flatMap((promised) => Object.values<unknown>(promised).filter(isContract))
  .toSorted((a, b) => (a.type < b.type ? -1 : 1));
