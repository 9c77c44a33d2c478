import { BrokerFault, type BrokerFaultCode } from '../errors.js';

type ClientFault = Error & { type?: string; code?: unknown; cause?: unknown; errors?: unknown; originalError?: unknown };

const tls = /certificate|SSL|TLS|EPROTO|ERR_TLS|wrong version number|CERT_|altnames/i;
const forbidden = /AUTHORIZATION_FAILED/;

/** The client wraps what happened in what it tried: the first fault that says something. */
const innermost = (fault: unknown): ClientFault => {
  const { cause, originalError } = fault as ClientFault;
  const inner = cause ?? originalError;
  return inner instanceof Error ? innermost(inner) : (fault as ClientFault);
};

/** The broker's own word: `UNKNOWN_TOPIC_OR_PARTITION`, `ECONNREFUSED`. */
export const brokersWord = (fault: unknown): string => {
  if (!(fault instanceof Error)) return 'unknown';
  const { type, code, name } = innermost(fault);
  return type ?? (typeof code === 'string' ? code : name);
};

/** What the client threw, as one of few things that people can act on. */
export const brokerFault = (fault: unknown): BrokerFault => {
  if (fault instanceof BrokerFault) return fault;
  return new BrokerFault(codeOf(fault), brokersWord(fault), { cause: fault });
};

const codeOf = (fault: unknown): BrokerFaultCode => {
  if (!(fault instanceof Error)) return 'broker-refuses';
  const inner = innermost(fault);
  if ([fault, inner].some(({ name }) => name.startsWith('KafkaJSSASL'))) return 'broker-credentials-refused';
  if (forbidden.test(brokersWord(fault))) return 'broker-forbids';
  if (tls.test(`${fault.message} ${inner.message} ${brokersWord(fault)}`)) return 'broker-tls-failed';
  if (/Connection|RequestTimeout|BrokerNotFound|NoBrokerAvailable|NumberOfRetriesExceeded|^E[A-Z]+$/.test(`${inner.name} ${fault.name}`))
    return 'broker-unreachable';
  return inner.type === undefined && /^E[A-Z]+$/.test(brokersWord(fault)) ? 'broker-unreachable' : 'broker-refuses';
};
