// A certificate that a broker on this machine shows, signed by itself.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const password = 'for-this-machine-only';

/** Java's keytool makes it. @returns {{ keystore: string, password: string, ca: string }} with the certificate as PEM */
export const makeKeystore = (folder, env = process.env) => {
  const keytool = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'keytool') : 'keytool';
  const keystore = join(folder, 'broker.p12');
  const store = ['-keystore', keystore, '-storetype', 'PKCS12', '-storepass', password, '-alias', 'broker'];
  const pair = ['-genkeypair', '-keyalg', 'EC', '-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1,dns:localhost', '-validity', '3650'];
  execFileSync(keytool, [...pair, ...store], { stdio: 'pipe' });
  return { keystore, password, ca: execFileSync(keytool, ['-exportcert', '-rfc', ...store], { encoding: 'utf8', stdio: 'pipe' }) };
};
