import { randomUUID } from 'node:crypto';
import { CommandSettledBefore, WrongExpectedRevision } from '../errors.js';
import type { Settled } from '../event-store.js';
import { events, freshStream, numbers, readStream } from './events.js';
import type { Stage } from './stage.js';

export const describeCommands = (stage: Stage): void => {
  const refused = (reason: string, commandId: string = randomUUID()): Settled => ({
    commandId,
    fingerprint: 'same',
    answer: { accepted: false, refusals: [{ code: reason }], context: { tryInstead: ['tomorrow', 7, null] } },
  });

  describe('A first answer', () => {
    it('is kept and found by everybody', async () => {
      const settled = refused('full');
      expect(await stage.one.find(settled.commandId)).toBeUndefined();
      expect(await stage.one.settle(settled)).toEqual(settled);
      expect(await stage.two.find(settled.commandId)).toEqual(settled);
    });

    it('stands: whoever comes later is given it', async () => {
      const first = refused('full');
      await stage.one.settle(first);
      expect(await stage.two.settle(refused('closed', first.commandId))).toEqual(first);
      expect(await stage.two.find(first.commandId)).toEqual(first);
    });

    it('is one for all who come at once', async () => {
      const commandId = randomUUID();
      const answers = await Promise.all(numbers(1, 40).map((n) => stage.either(n).settle(refused(`reason ${n}`, commandId))));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await stage.one.find(commandId)).toEqual(answers[0]);
    });
  });

  describe('The append of a command', () => {
    it('is its first answer', async () => {
      const stream = freshStream();
      const command = { id: randomUUID(), fingerprint: 'same' };
      const { revision, position } = await stage.one.append(stream, 'no-stream', events(3), { command });
      expect(await stage.two.find(command.id)).toEqual({
        commandId: command.id,
        fingerprint: 'same',
        answer: { accepted: true, stream, revision, position, events: 3 },
      });
    });

    it('that was in conflict is no answer', async () => {
      const stream = freshStream();
      await stage.one.append(stream, 'no-stream', events(1));
      const command = { id: randomUUID(), fingerprint: 'same' };
      await expect(stage.one.append(stream, 'no-stream', events(1), { command })).rejects.toThrow(WrongExpectedRevision);
      expect(await stage.one.find(command.id)).toBeUndefined();
    });

    it('again is there once', async () => {
      const stream = freshStream();
      const command = { id: randomUUID(), fingerprint: 'same' };
      const same = events(2);
      const first = await stage.one.append(stream, 'no-stream', same, { command });
      const again = stage.two.append(stream, 'no-stream', same, { command });
      await expect(again).rejects.toMatchObject({ code: 'command-settled-before', settled: { commandId: command.id, answer: first } });
      expect(await readStream(stage.one, stream)).toHaveLength(2);
      expect(await stage.one.find(command.id)).toMatchObject({ answer: { accepted: true, ...first } });
    });

    it('that was settled with another answer before changes nothing', async () => {
      const stream = freshStream();
      const settled = refused('full');
      await stage.one.settle(settled);
      const appending = stage.two.append(stream, 'no-stream', events(1), { command: { id: settled.commandId, fingerprint: 'same' } });
      await expect(appending).rejects.toBeInstanceOf(CommandSettledBefore);
      await expect(appending).rejects.toMatchObject({ settled });
      expect(await readStream(stage.one, stream)).toEqual([]);
    });

    it('and its refusal, at once, leave one of both', async () => {
      for (const n of numbers(1, 20)) {
        const [stream, settled] = [freshStream(), refused('full')];
        const [answered, appended] = await Promise.allSettled([
          stage.either(n).settle(settled),
          stage.either(n + 1).append(stream, 'no-stream', events(1), { command: { id: settled.commandId, fingerprint: 'same' } }),
        ]);
        expect(answered.status).toBe('fulfilled');
        const stands = await stage.one.find(settled.commandId);
        // what stands is what the stream says, also where a refusal came between an append and its settling
        expect(await readStream(stage.one, stream)).toHaveLength(stands?.answer.accepted ? 1 : 0);
        expect(stands?.answer.accepted).toBe(appended.status === 'fulfilled');
        if (stage.capabilities.commandsCommitWithAppends && answered.status === 'fulfilled') expect(answered.value).toEqual(stands);
      }
    });
  });
};
