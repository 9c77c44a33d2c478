export type Welcome = {
  readonly url: string;
  readonly home: string;
  readonly postgresPort: number | undefined;
  /** The brokers that messages go through, unless they go through PostgreSQL. */
  readonly kafka: readonly string[] | undefined;
  /** Why no messages go through them yet. */
  readonly messagesWait: string | undefined;
  readonly services: readonly string[];
  readonly startedInMs: number;
  /** Whether anybody on this machine may sign in. */
  readonly development: boolean;
};

/** What a person who has just started the system wants to know. Its commands work when pasted. */
export const welcome = ({ url, home, postgresPort, kafka, messagesWait, services, startedInMs, development }: Welcome): string => {
  const database =
    postgresPort === undefined ? 'PostgreSQL at DATABASE_URL' : `PostgreSQL on 127.0.0.1:${postgresPort}, data under ${home}`;
  return [
    '',
    `Liaison is ready (${(startedInMs / 1000).toFixed(1)} s): ${url}`,
    '',
    `  What runs     ${services.join(', ')} in this process; ${database}`,
    ...(kafka ? [`  Messages      ${messagesWait ? `wait (${messagesWait}) for` : 'through'} Kafka on ${kafka.join(', ')}`] : []),
    ...(messagesWait ? [`                ${url}/health/ready tells when it is there; what is recorded meanwhile is sent then`] : []),
    `  Documents     ${url}/docs`,
    `  Today's board ${url}/board`,
    ...(development ? ['', ...signIn(url), '', ...tryFirst(url)] : ['', '  Sign in       with a token of your OpenID Connect provider']),
    '',
    '  Stop          Ctrl-C; nothing is lost either way',
    '',
  ].join('\n');
};

const signIn = (url: string): readonly string[] => [
  '  Sign in       for development, as anybody on this machine:',
  '',
  `    TOKEN=$(curl -s -X POST ${url}/dev/token -H 'content-type: application/json' -d '{"role":"coordinator"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
];

const tryFirst = (url: string): readonly string[] => [
  '  Try first     in another terminal, in this folder:',
  '',
  `    LIAISON_URL=${url} npm run liaison -- sample`,
  `    curl -s ${url}/scheduling/sites -H "authorization: Bearer $TOKEN"`,
  `    curl -s ${url}/billing/verification-cases -H "authorization: Bearer $TOKEN"`,
];
