import { bootstrapService, developmentIssuer } from '@liaison/service-kit';
import { ledger } from './services/ledger.js';
import { ward } from './services/ward.js';

/** One member of one service, as a process of its own. MENDED: its program understands what it did not before. */
const [, , name] = process.argv;
const mended = process.env['MENDED'] === '1';
const service = name === 'north' || name === 'south' ? ward(name, mended) : ledger(mended);
const { identity } = await developmentIssuer(process.env['ISSUER_HOME'] ?? '.');
await bootstrapService(service, { identity });
