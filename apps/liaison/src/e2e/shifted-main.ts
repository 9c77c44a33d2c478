import { scheduling } from '@liaison/scheduling';
import { bootstrapService, systemClock } from '@liaison/service-kit';

/** Scheduling as a process of its own, on a day to come: CLOCK_AHEAD_DAYS from now. */
const aheadMs = Number(process.env['CLOCK_AHEAD_DAYS'] ?? 0) * 86_400_000;
const now = () => `${new Date(Date.parse(systemClock.now()) + aheadMs).toISOString().slice(0, 19)}Z`;
await bootstrapService(scheduling, { clock: { now } });
