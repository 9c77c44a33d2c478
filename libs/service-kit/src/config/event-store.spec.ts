import { InvalidConfig, loadConfig } from './config.js';

const connectionString = 'esdb://scheduling:s3cret@store.example:2113?tls=true';
const faultOf = (env: Readonly<Record<string, string>>): string => {
  try {
    loadConfig(env, ['scheduling']);
    return 'nothing is wrong';
  } catch (fault) {
    if (fault instanceof InvalidConfig) return fault.message;
    throw fault;
  }
};

describe('The configuration of the event store', () => {
  it('is PostgreSQL where nobody says otherwise', () => expect(loadConfig({}, ['scheduling']).eventStore).toEqual({ kind: 'postgres' }));

  it.each([connectionString, 'esdb://127.0.0.1:2113?tls=false', 'esdb+discover://cluster.example', 'esdb://one:2113,two:2113,three:2113'])(
    'is EventStoreDB at %s',
    (EVENTSTORE_CONNECTION_STRING) =>
      expect(loadConfig({ EVENT_STORE: 'eventstoredb', EVENTSTORE_CONNECTION_STRING }, ['scheduling']).eventStore).toEqual({
        kind: 'eventstoredb',
        connectionString: EVENTSTORE_CONNECTION_STRING,
      }),
  );

  it('names the variable that is missing', () =>
    expect(faultOf({ EVENT_STORE: 'eventstoredb' })).toContain('EVENTSTORE_CONNECTION_STRING is missing: EVENT_STORE is eventstoredb.'));

  it('names the variable that takes something else, with what it takes', () =>
    expect(faultOf({ EVENT_STORE: 'mongodb' })).toContain('EVENT_STORE is "mongodb". It takes postgres or eventstoredb.'));

  it('shows no password of a connection string that is not one', () => {
    const message = faultOf({ EVENT_STORE: 'eventstoredb', EVENTSTORE_CONNECTION_STRING: 'postgres://scheduling:s3cret@store.example' });
    expect(message).toContain('EVENTSTORE_CONNECTION_STRING has a value that is not shown here');
    expect(message).not.toContain('s3cret');
  });
});
