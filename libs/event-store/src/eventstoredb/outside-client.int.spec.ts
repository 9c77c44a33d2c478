import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { outsidePython } from '@liaison/testing';
import { inProcessFixture } from '../testing/eventstoredb-fixture.js';
import { event, readStream } from '../testing/events.js';

const python = outsidePython('esdbclient');
const script = join(import.meta.dirname, '../testing/outside-client.py');
const run = promisify(execFile);

type Row = readonly [stream: string, revision: number, type?: string, text?: string];
const told = (stream: string, revision: number, text: string): Row => [stream, revision, 'Told', text];

describe('A client that is not ours, at the server in this process', () => {
  (python ? it : it.skip)(
    'appends, reads, subscribes and deletes there, and meets our adapter in the same streams (skipped: no Python with esdbclient, tools/outside-checks.mjs installs one)',
    async () => {
      const fixture = await inProcessFixture();
      const store = fixture.store();
      await store.append('suite.room-ours', 'no-stream', [event({ text: 'unser' })]);
      const { stdout } = await run(python ?? '', [script, fixture.server.connectionString], { timeout: 25_000 });
      const answers = JSON.parse(stdout) as Record<string, unknown>;
      const own = ['erstens', 'zweitens: 患者', 'drittens', 'viertens'];
      const seen = [['suite.room-ours', 0], ...own.map((_, n) => ['suite.room-python', n])];
      expect(answers).toEqual({
        appended: answers['repeated'],
        repeated: expect.any(Number) as number,
        'wrong version': 'WrongCurrentVersion',
        own: own.map((text, n) => told('suite.room-python', n, text)),
        backwards: [3, 2],
        'from elsewhere': [told('suite.room-ours', 0, 'unser')],
        missing: 'NotFound',
        all: seen,
        'positions grow': true,
        subscribed: seen,
        live: told('suite.room-live', 0, 'live'),
        resumed: told('suite.room-python', 3, 'viertens'),
        'of stream': told('suite.room-python', 2, 'drittens'),
        deleted: 'NotFound',
        'back again': [told('suite.room-gone', 1, 'wieder da')],
        tombstoned: 'StreamIsDeleted',
      });
      const recorded = await readStream(store, 'suite.room-python');
      expect(recorded.map(({ data }) => (data as { text: string }).text)).toEqual(own);
      expect(recorded[2]).toMatchObject({ position: answers['appended'], revision: 2, metadata: { by: 'python' } });
      await fixture.dispose();
    },
  );
});
