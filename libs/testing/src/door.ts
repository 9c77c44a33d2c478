import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One address for a server that may move: what a cluster's service, a proxy or a DNS name is to its clients. */
export class Door {
  private readonly open = new Set<{ readonly inside: Socket; readonly outside: Socket }>();
  private target: number | undefined;
  private swallowing = false;
  private readonly server = createServer((inside) => this.enter(inside));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** The URL of a server, by this door. */
  urlOf(url: string): string {
    const here = new URL(url);
    here.hostname = '127.0.0.1';
    here.port = String((this.server.address() as AddressInfo).port);
    return here.href;
  }

  leadTo(port: number): void {
    this.target = port;
  }

  /** What is asked from now on arrives, but no answer comes back, until {@link throwOut}. */
  swallowAnswers(): void {
    this.swallowing = true;
  }

  /** Whoever is inside loses the connection, and may come back. */
  throwOut(): void {
    this.swallowing = false;
    for (const { inside, outside } of this.open) {
      inside.destroy();
      outside.destroy();
    }
  }

  /** Whoever is inside is thrown out, nobody comes in. */
  shut(): void {
    this.target = undefined;
    this.throwOut();
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private enter(inside: Socket): void {
    if (this.target === undefined) return void inside.destroy();
    const outside = connect(this.target, '127.0.0.1');
    const pair = { inside, outside };
    this.open.add(pair);
    inside.pipe(outside);
    outside.on('data', (chunk) => {
      if (!this.swallowing) inside.write(chunk);
    });
    for (const socket of [inside, outside]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.open.delete(pair);
        inside.destroy();
        outside.destroy();
      });
    }
  }
}
