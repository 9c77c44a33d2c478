import { scheduling } from '@liaison/scheduling';
import { bootstrapService, developmentIssuer } from '@liaison/service-kit';

/** Scheduling as a process of its own. */
const { identity } = await developmentIssuer(process.env['ISSUER_HOME'] ?? '.');
await bootstrapService(scheduling, { identity });
