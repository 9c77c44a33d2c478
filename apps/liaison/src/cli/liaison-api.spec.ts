import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { LiaisonApi } from './liaison-api.js';

const patience = 500;

/** A system that answers as told, and the client of it. */
const asking = async (
  answers: RequestListener,
  work: (api: LiaisonApi) => Promise<void>,
  say: (line: string) => void = () => undefined,
): Promise<void> => {
  const server = createServer(answers).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  try {
    await work(new LiaisonApi({ url: `http://127.0.0.1:${port}`, say, patience }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

describe('The command line, when the system goes away', () => {
  it('waits from when it finds out, not from when it asked', async () => {
    let asked = 0;
    const keptWaiting: RequestListener = (request, response) => {
      asked += 1;
      if (asked === 2) void pause(patience + 100).then(() => request.socket.destroy());
      else response.end('{}');
    };
    await asking(keptWaiting, async (api) => {
      await api.get('/');
      expect(await api.get('/')).toMatchObject({ status: 200 });
    });
    expect(asked).toBe(3);
  });

  it('says so once, however many requests wait', async () => {
    const said: string[] = [];
    let asked = 0;
    const away: RequestListener = (request, response) => {
      asked += 1;
      if (asked > 1 && asked <= 4) request.socket.destroy();
      else response.end('{}');
    };
    const several = async (api: LiaisonApi) => {
      await api.get('/');
      await Promise.all([api.get('/'), api.get('/'), api.get('/')]);
    };
    await asking(away, several, (line) => said.push(line));
    expect(said).toEqual([expect.stringContaining('does not answer'), expect.stringContaining('answers again')]);
  });

  it('gives up when it does not come back', async () => {
    let asked = 0;
    const gone: RequestListener = (request, response) => {
      asked += 1;
      if (asked > 1) request.socket.destroy();
      else response.end('{}');
    };
    await asking(gone, async (api) => {
      await api.get('/');
      await expect(api.get('/')).rejects.toMatchObject({ code: 'connection-lost' });
    });
    expect(asked).toBeGreaterThan(2);
  });

  it('does not wait for one that has never answered', async () => {
    let asked = 0;
    const never: RequestListener = (request) => {
      asked += 1;
      request.socket.destroy();
    };
    await asking(never, async (api) => {
      await expect(api.get('/')).rejects.toMatchObject({ code: 'no-answer' });
    });
    expect(asked).toBe(1);
  });
});
