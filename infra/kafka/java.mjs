// What a broker needs of the machine: Java 17 to run, Maven to fetch its jars once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'pom.xml');
const least = 17;

/** Something is missing, and the message says what and how to get it. */
export class KafkaUnavailable extends Error {}

const runs = (command, args) => spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' && command === 'mvn' });

/** @returns {string} the java to run @throws KafkaUnavailable */
export const java = (env = process.env) => {
  const command = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const { status, stderr = '' } = runs(command, ['-version']);
  const major = Number(/version "(?:1\.)?(\d+)/.exec(stderr)?.[1]);
  const how = 'install a JRE (Debian: apt-get install openjdk-17-jre-headless), or name a broker: KAFKA_BROKERS=<host>:<port>';
  if (status !== 0) throw new KafkaUnavailable(`Kafka needs Java ${least}, and there is no java here: ${how}`);
  if (!(major >= least)) throw new KafkaUnavailable(`Kafka needs Java ${least}, and this is Java ${major}: ${how}`);
  return command;
};

/** The jars are there already, or Maven is there to fetch them. @throws KafkaUnavailable */
export const checkLibraries = (folder) => {
  if (isComplete(folder) || runs('mvn', ['--version']).status === 0) return;
  throw new KafkaUnavailable(
    'Kafka is fetched by Maven, and there is no mvn here: install Maven (Debian: apt-get install maven), or name a broker: KAFKA_BROKERS=<host>:<port>',
  );
};

/**
 * The jars of pom.xml in `folder`: nothing to do when they are there, 43 MB to fetch when they are nowhere.
 * @returns {string} the class path @throws KafkaUnavailable
 */
export const libraries = (folder, say = () => undefined) => {
  if (!isComplete(folder)) {
    checkLibraries(folder);
    say('Fetching Apache Kafka with Maven: 43 MB, once …');
    const part = `${folder}.${process.pid}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    const copy = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${part}`, '-DincludeScope=runtime'];
    const { status, stdout, stderr } = runs('mvn', copy);
    if (status !== 0) {
      rmSync(part, { recursive: true, force: true });
      throw new KafkaUnavailable(`Maven could not fetch Kafka:\n${(stdout + stderr).trim().split('\n').slice(0, 5).join('\n')}`);
    }
    writeFileSync(join(part, 'pom.sha256'), stamp());
    replace(part, folder);
  }
  return join(folder, '*');
};

const stamp = () => createHash('sha256').update(readFileSync(pom)).digest('hex');
const isComplete = (folder) => existsSync(join(folder, 'pom.sha256')) && readFileSync(join(folder, 'pom.sha256'), 'utf8') === stamp();

/** Two that fetch at once fetch the same: the second finds it there. */
const replace = (part, folder) => {
  if (!isComplete(folder)) rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(part, folder);
  } catch (fault) {
    rmSync(part, { recursive: true, force: true });
    if (!isComplete(folder)) throw fault;
  }
};
