import { execFileSync } from 'node:child_process';
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Door } from '@liaison/testing';
import { OwnPostgres } from './own-postgres.js';

/** A database behind one address that will lose what it is told between {@link lastSaved} and {@link strike}. */
export type Disaster = {
  readonly url: string;
  readonly lastSaved: () => Promise<void>;
  /** Resolves with the database as others reach it, while whoever came by the door is still shut out. */
  readonly strike: () => Promise<{ readonly url: string; readonly letIn: () => void }>;
  readonly dispose: () => Promise<void>;
};

/** A primary dies, and a replica that had stopped hearing from it takes over. */
export const failover = async (): Promise<Disaster> => {
  const [door, primary] = [new Door(), await OwnPostgres.start()];
  await door.listen();
  door.leadTo(primary.port);
  let replica: OwnPostgres | undefined;
  return {
    url: door.urlOf(primary.url),
    lastSaved: async () => {
      replica = await primary.replica();
      await replica.cutOffFrom(primary);
    },
    strike: async () => {
      door.shut();
      await primary.kill();
      if (!replica) throw new Error('nothing was saved');
      await replica.promote();
      const { port, url } = replica;
      return { url, letIn: () => door.leadTo(port) };
    },
    dispose: async () => {
      await door.close();
      await primary.dispose();
      await replica?.dispose();
    },
  };
};

/** A server's files are put back to what they were, and nobody says so: the timeline is the same. */
export const filesPutBack = async (): Promise<Disaster> => {
  const [door, server] = [new Door(), await OwnPostgres.start()];
  await door.listen();
  door.leadTo(server.port);
  let saved: string | undefined;
  return {
    url: door.urlOf(server.url),
    lastSaved: async () => {
      door.shut();
      await server.stop();
      saved = await server.copied();
      await server.restart();
      door.leadTo(server.port);
    },
    strike: async () => {
      door.shut();
      await server.stop();
      if (saved === undefined) throw new Error('nothing was saved');
      const data = realpathSync(join(server.home, 'postgres'));
      rmSync(data, { recursive: true });
      execFileSync('cp', ['-a', join(saved, 'postgres'), data]);
      await server.restart();
      return { url: server.url, letIn: () => door.leadTo(server.port) };
    },
    dispose: async () => {
      await door.close();
      await server.dispose();
      if (saved !== undefined) rmSync(saved, { recursive: true, force: true });
    },
  };
};
