import { contract, type Topic } from '@liaison/contracts';
import { z } from 'zod';

/** About what a booking weighs on the wire: 500 bytes of data. */
const Booked = z.object({
  n: z.int(),
  appointmentId: z.string(),
  patientId: z.string(),
  visitTypeId: z.string(),
  from: z.string(),
  phases: z.array(z.object({ resourceId: z.string(), from: z.int(), to: z.int() })),
});
export type Booked = z.infer<typeof Booked>;
export const BookedEvent = z.object({ type: z.literal('Booked'), data: Booked });
export type BookedEvent = z.infer<typeof BookedEvent>;

export const bookingsOf = (source: string): Topic => ({ name: `${source}.bookings.v1`, partitions: 6, retentionDays: 1 });
export const bookedV1 = (source: string) => contract(`org.liaison.${source}.booked.v1`, bookingsOf(source), Booked);

/** The table of those who take bookings, and how a batch of them is written. */
export const visitsTable = (schema: string): string =>
  `create table ${schema}.visits (n integer not null, appointment_id uuid not null, patient_id uuid not null, starts_at timestamptz not null)`;
export const insertVisits = (bookings: readonly Booked[]) => ({
  name: 'insert-visits',
  text: 'insert into visits select * from unnest($1::integer[], $2::uuid[], $3::uuid[], $4::timestamptz[])',
  values: [
    bookings.map(({ n }) => n),
    bookings.map(({ appointmentId }) => appointmentId),
    bookings.map(({ patientId }) => patientId),
    bookings.map(({ from }) => from),
  ],
});

const padded = (n: number): string => n.toString(16).padStart(12, '0');

export const booked = (n: number): Booked => ({
  n,
  appointmentId: `5f0c1c1e-7f8e-4b7a-9d67-${padded(n)}`,
  patientId: `0c7e9d52-1b1f-4f0e-8d5c-${padded(n % 500)}`,
  visitTypeId: 'knee-arthroscopy',
  from: '2026-12-01T09:30:00Z',
  phases: ['OR-3', 'surgeon-17', 'bay-2', 'anaesthetist-4', 'c-arm-1'].map((resourceId, at) => ({ resourceId, from: at * 15, to: 150 })),
});
