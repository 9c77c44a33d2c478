// A real Kafka on this machine without Docker: one process, its data under `home`, on a free or a given port.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { java, libraries } from './java.mjs';
import { serverProperties } from './properties.mjs';

export { KafkaUnavailable, checkLibraries, java, libraries } from './java.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const jvm = ['-Xmx384m', '-XX:+UseSerialGC', '-Djava.awt.headless=true'];
const quick = ['-XX:TieredStopAtLevel=1'];
const patienceMs = 120_000;
const stopMs = 30_000;

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
};

/** ApiVersions, version 0, which every Kafka answers: who answers it is one, and ready. */
const apiVersions = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff]);

export const answers = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (is) => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => socket.write(apiVersions));
    socket.once('data', (bytes) => end(bytes.length >= 8 && bytes.readInt32BE(4) === 7));
  });

/** @returns the port that KAFKA_PORT names, if any @throws Error that says what it takes */
export const portOf = (text) => {
  if (!text) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536) return Number(text);
  throw new Error(`KAFKA_PORT is "${text}". It takes a whole number from 1 to 65535.`);
};

const placesOf = (home) => {
  const folder = join(home, 'kafka');
  return {
    folder,
    data: join(folder, 'data'),
    properties: join(folder, 'server.properties'),
    log: join(folder, 'broker.log'),
    output: join(folder, 'output.log'),
    state: join(folder, 'broker.json'),
  };
};

/** What was started under `home`, whether or not it is still there. */
const stateOf = ({ state }) => {
  try {
    return JSON.parse(readFileSync(state, 'utf8'));
  } catch {
    return undefined;
  }
};

/** @returns what runs under `home`, or undefined */
export const runningKafka = async (home) => {
  const state = stateOf(placesOf(home));
  return state && alive(state.pid) && (await answers(state.port)) ? handle(state, true) : undefined;
};

const handle = ({ pid, port, securePort }, adopted) => ({
  ...{ pid, port, securePort, adopted, brokers: `127.0.0.1:${port}` },
  /** Resolves when the process is gone; one that hangs is killed. */
  stop: () => end(pid, 'SIGTERM'),
  kill9: () => end(pid, 'SIGKILL'),
});

const end = async (pid, signal) => {
  if (alive(pid)) process.kill(pid, signal);
  for (let waited = 0; alive(pid); waited += 20) {
    if (waited === stopMs) process.kill(pid, 'SIGKILL');
    await sleep(20);
  }
};

/**
 * Starts a broker under `home`, or finds the one that runs there already. `untilWeEnd`: the broker ends when this process
 * does, however it does. `brief`: it lives for a test, and is compiled no further than that pays. `secure`: { keystore, password,
 * users } for a listener with SASL over TLS.
 * @throws KafkaUnavailable, and an Error that quotes the broker's log
 */
export const startKafka = async ({ home, port, libs = join(home, 'kafka', 'libs'), untilWeEnd = false, brief = false, secure, say }) => {
  const running = await runningKafka(home);
  if (running) return running;
  const command = java();
  const classPath = libraries(libs, say);
  const places = placesOf(home);
  mkdirSync(places.folder, { recursive: true });
  const before = stateOf(places)?.port;
  const ports = {
    port: port ?? (before && !(await taken(before)) ? before : await freePort()),
    controllerPort: await freePort(),
    ...(secure && { secure: { ...secure, port: await freePort() } }),
  };
  if (port && (await taken(port))) throw new Error(`Port ${port} is in use by another program. Choose another one: KAFKA_PORT=<port>`);
  writeFileSync(places.properties, serverProperties({ ...ports, data: places.data }));
  if (!existsSync(join(places.data, 'meta.properties'))) format(command, classPath, places);

  const pid = launch(command, [...(brief ? quick : []), '-cp', classPath, 'kafka.Kafka', places.properties], places, untilWeEnd);
  for (let waited = 0; waited < patienceMs; waited += 50) {
    if (!alive(pid)) break;
    if (await answers(ports.port)) return settled(places, { pid, port: ports.port, ...(secure && { securePort: ports.secure.port }) });
    await sleep(50);
  }
  const other = await runningKafka(home); // two that start at once: one has the data, the other finds it
  if (other) return other;
  await end(pid, 'SIGKILL');
  throw new Error(`Kafka did not start: see ${places.log}\n${lastFaults(places)}`);
};

const taken = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });

/** A file that is there is whole. */
const settled = (places, state) => {
  const part = `${places.state}.${process.pid}`;
  writeFileSync(part, JSON.stringify(state));
  renameSync(part, places.state);
  return handle(state, false);
};

const clusterId = () => {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
};

const format = (command, classPath, { data, properties, log }) => {
  rmSync(data, { recursive: true, force: true }); // of a format that was cut off
  const args = [
    ...quick,
    '-cp',
    classPath,
    ...logging(`${log}.format`),
    'kafka.tools.StorageTool',
    'format',
    '-t',
    clusterId(),
    '-c',
    properties,
  ];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Kafka could not format its data folder:\n${(stdout + stderr).trim()}`);
};

const logging = (log) => [`-Dlog4j2.configurationFile=${join(here, 'log4j2.properties')}`, `-Dliaison.kafka.log=${log}`];

/**
 * In a session of its own: Ctrl-C goes to a process group, and what writes to the broker must be drained before it. A shell
 * beside it reads from our end of a pipe, and ends it when that end is gone.
 */
const launch = (command, args, { log, output }, untilWeEnd) => {
  const out = openSync(output, 'w');
  const all = [...jvm, ...logging(log), ...args];
  const keeper = 'exec 3<&0; (cat <&3 >/dev/null; kill -TERM $$) & exec "$@" 3<&- </dev/null';
  const [program, given] = untilWeEnd ? ['/bin/sh', ['-c', keeper, 'sh', command, ...all]] : [command, all];
  const child = spawn(program, given, { detached: true, stdio: [untilWeEnd ? 'pipe' : 'ignore', out, out] });
  child.unref();
  child.stdin?.unref();
  closeSync(out);
  return child.pid;
};

const lastFaults = ({ log, output }) =>
  [log, output]
    .flatMap((file) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []))
    .filter((line) => /ERROR|Exception|FATAL/.test(line))
    .slice(-5)
    .join('\n');
