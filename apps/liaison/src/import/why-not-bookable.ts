import type { Demand } from './demand.js';

/** Why an encounter of the files is no demand for a booking. The order is that of asking: an encounter counts under the first that holds. */
export const reasons = {
  emergency: 'emergency',
  inpatient: 'inpatient stay',
  'other-class': 'neither ambulatory, emergency nor inpatient',
  withdrawn: 'cancelled or entered in error',
  'day-or-longer': '24 hours or longer',
  'no-practitioner': 'without a practitioner',
  'patient-deceased': 'patient has died',
  'before-window': 'before the years taken',
} as const;
export type Reason = keyof typeof reasons;

type Rule = (demand: Demand, takenFrom: string) => boolean;

const inpatientClasses = ['IMP', 'ACUTE', 'NONAC'];
const minutesOfADay = 24 * 60;

const rules: { readonly [reason in Reason]: Rule } = {
  emergency: ({ classCode }) => classCode === 'EMER',
  inpatient: ({ classCode }) => inpatientClasses.includes(classCode),
  'other-class': ({ classCode }) => classCode !== 'AMB',
  withdrawn: ({ status }) => status === 'cancelled' || status === 'entered-in-error',
  'day-or-longer': ({ minutes }) => minutes >= minutesOfADay,
  'no-practitioner': ({ practitionerId }) => practitionerId === undefined,
  'patient-deceased': ({ patientDeceased }) => patientDeceased,
  'before-window': ({ start }, takenFrom) => start < takenFrom,
};

/** @param takenFrom the first instant of the years that are taken */
export const whyNotBookable = (demand: Demand, takenFrom: string): Reason | undefined =>
  (Object.keys(rules) as Reason[]).find((reason) => rules[reason](demand, takenFrom));
