import { relative } from 'node:path';
import { billing } from '@liaison/billing';
import { scheduling } from '@liaison/scheduling';
import { bootstrapServices } from '@liaison/service-kit';
import { boardPage } from './pages/board-page.js';
import { messagesWait } from './messages-wait.js';
import { welcome } from './welcome.js';

const { url, config, postgresPort } = await bootstrapServices([scheduling, billing], {
  logTo: 'file',
  frontPage: () => `<h2>Today</h2><p><a href="/board">The board of a department</a></p>`,
  pages: { '/board': boardPage },
});
process.on('exit', (code) => console.log(code === 0 ? '\nStopped.' : `\nEnded with ${code}.`));
console.log(
  welcome({
    url,
    home: relative(process.cwd(), config.home) || '.',
    postgresPort,
    kafka: config.kafka?.brokers,
    messagesWait: config.kafka && (await messagesWait(url)),
    services: ['scheduling', 'billing'],
    startedInMs: performance.now(),
    development: postgresPort !== undefined && config.oidc === undefined,
  }),
);
