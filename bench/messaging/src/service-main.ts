import { bootstrapService, developmentIssuer } from '@liaison/service-kit';
import { sender } from './services/sender.js';
import { taker } from './services/taker.js';

/** One of the two services of the paced cases, as a process of its own. */
const service = process.argv[2] === 'sender' ? sender : taker;
const { identity } = await developmentIssuer(process.env['ISSUER_HOME'] ?? '.');
await bootstrapService(service, { identity });
