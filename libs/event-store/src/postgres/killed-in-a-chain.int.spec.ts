import { randomUUID } from 'node:crypto';
import { numbers, readStream } from '../testing/events.js';
import { askedOnce, listDesk, type Signed } from '../testing/list.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';
import { startSigning } from '../testing/processes.js';

describe('A process on PostgreSQL that dies amid commands which were decided on each other', () => {
  let fixture: PostgresFixture;
  beforeAll(async () => void (fixture = await postgresFixture()));
  afterAll(() => fixture?.dispose());

  it('leaves a beginning of them; repeated by others at once, each acts once and on what stands', async () => {
    for (const round of numbers(1, 4)) {
      const [id, stream] = [randomUUID(), fixture.store()];
      const commandIds = numbers(1, 300).map(() => randomUUID());
      const killed = startSigning(fixture.url, id, commandIds);
      if (round > 1) await killed.answered;
      killed.kill();
      expect(await killed.ended).toBeNull();
      const before = await readStream(stream, `suite.list-${id}`);
      const [one, two] = [listDesk(fixture.store()), listDesk(fixture.store())];
      const outcomes = await Promise.all(commandIds.map((by, n) => (n % 2 === 0 ? one : two).handle(id, { by }, askedOnce(by))));
      const entries = await readStream(stream, `suite.list-${id}`);
      expect(entries.slice(0, before.length)).toEqual(before);
      expect(outcomes.filter((outcome) => outcome.repeated)).toHaveLength(before.length);
      expect(entries.map(({ data }) => (data as Signed['data']).place)).toEqual(numbers(0, 299));
      expect(new Set(entries.map(({ metadata }) => metadata.commandId))).toEqual(new Set(commandIds));
    }
  });
});
