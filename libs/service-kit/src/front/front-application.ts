import { SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Readiness } from '../health/readiness.js';
import { apiDocument, type Documented } from '../http/api-document.js';
import { createHttpApplication } from '../http/http-application.js';
import type { DevelopmentIssuer } from '../identity/development-issuer.js';
import type { Identity } from '../identity/identity.js';
import { FrontModule } from './front.module.js';
import { frontPage } from './front-page.js';
import { pageHeaders, type FrontContext, type Pages, type Runtimes } from './pages.js';

export type Front = {
  readonly services: readonly (Documented & { readonly name: string })[];
  readonly runtimes: Runtimes;
  readonly readiness: Readiness;
  readonly identity: Identity;
  readonly issuer: DevelopmentIssuer | undefined;
  readonly log: Logger;
  /** HTML between the list of services and the links. */
  readonly sections: ((context: FrontContext) => string) | undefined;
  readonly pages: Pages;
};

const version = '0.1.0';

/** The door: health, documents, the front page and, on the embedded system, signing in. */
export const createFront = async ({
  services,
  runtimes,
  readiness,
  identity,
  issuer,
  log,
  sections,
  pages,
}: Front): Promise<NestFastifyApplication> => {
  const app = await createHttpApplication([FrontModule.for(readiness, issuer)], identity, log);
  const server = app.getHttpAdapter().getInstance();
  const development = issuer !== undefined;
  server.get('/', async ({ protocol, host }, reply) => {
    const health = await readiness.check();
    const context = {
      services: services.map(({ name, title }) => ({ name, title, health: health.services[name] })),
      development,
      url: `${protocol}://${host}`,
      runtimes,
    };
    return reply.headers(pageHeaders).send(frontPage(context, sections?.(context) ?? ''));
  });
  for (const [path, page] of development ? Object.entries(pages) : [])
    server.get(path, async (request, reply) => {
      const { searchParams: query } = new URL(request.url, 'http://localhost');
      return reply.headers(pageHeaders).send(await page({ path, query, runtimes }));
    });
  let document: ReturnType<typeof apiDocument> | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= apiDocument([...services, { app, title: 'Liaison' }], version)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Liaison',
    swaggerOptions: { persistAuthorization: true },
  });
  return app;
};
