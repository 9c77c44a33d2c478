import { StoreUnavailable, TooMuchContention } from '@liaison/event-store';
import { BrokerFault, ContractBroken } from '../errors.js';
import { isPassing } from './passing.js';

const coded = (code: string) => Object.assign(new Error('?'), { code });

describe('A fault', () => {
  it.each<[string, unknown]>([
    ['of a store that cannot be reached', new StoreUnavailable('away')],
    ['of a stream that everybody writes to', new TooMuchContention('a.b-c', 50)],
    ['of a broker', new BrokerFault('broker-unreachable', 'ECONNREFUSED')],
    ['of a server that shuts down', coded('57P01')],
    ['of a server that has no connection left', coded('53300')],
    ['of a full disk', coded('53100')],
    ['of a deadlock', coded('40P01')],
    ['of a standby', coded('25006')],
    ['of a refused connection', coded('ECONNREFUSED')],
    ['of a lost connection', new Error('Connection terminated unexpectedly')],
    ['of a service that says 503', Object.assign(new Error('?'), { status: 503 })],
    ['that one of these caused', new Error('?', { cause: coded('08006') })],
    ['that TypeORM wraps', Object.assign(new Error('?'), { driverError: coded('57P03') })],
  ])('%s passes', (_, fault) => expect(isPassing(fault)).toBe(true));

  it.each<[string, unknown]>([
    ['of a broken contract', new ContractBroken('type', ['n'])],
    ['in the program', new TypeError('x is not a function')],
    ['of data that a table refuses', coded('23505')],
    ['of a request that was refused', Object.assign(new Error('?'), { status: 422 })],
    ['that is nothing to speak of', undefined],
  ])('%s is the message’s own', (_, fault) => expect(isPassing(fault)).toBe(false));
});
