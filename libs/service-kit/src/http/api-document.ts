import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export type Documented = { readonly app: NestFastifyApplication; readonly title: string };

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** One description of several applications: their paths are apart, and schemas of one name must say the same. */
export const apiDocument = (applications: readonly Documented[], version: string): OpenAPIObject => {
  const documents = applications.map(documentOf);
  const base = builder('Liaison', version)
    .setDescription('Commands carry an Idempotency-Key and act once. What goes wrong is a problem of RFC 9457. Times are UTC.')
    .build();
  const schemas = Object.assign({}, ...documents.map(({ components }) => components?.schemas ?? {})) as NonNullable<
    OpenAPIObject['components']
  >['schemas'];
  const paths = Object.assign({}, ...documents.map((document) => document.paths)) as OpenAPIObject['paths'];
  for (const item of Object.values(paths))
    for (const method of methods) {
      const operation = item[method];
      if (operation) operation.responses = { ...operation.responses, default: problemResponse };
    }
  return { ...base, paths, components: { ...base.components, schemas: { ...schemas, Problem: problemSchema } } };
};

const documentOf = ({ app, title }: Documented): OpenAPIObject =>
  SwaggerModule.createDocument(app, builder(title, '1').build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    autoTagControllers: false,
  });

const builder = (title: string, version: string) =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });

const problemResponse = {
  description:
    'Anything else is a problem of RFC 9457: 400 with a pointer per field, 401, 403, 404, 409 with every reason, 412, 415, 422, 428, 503',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const text = { type: 'string' } as const;
const problemSchema = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'detail', 'errors'],
  properties: {
    type: { ...text, description: 'urn:liaison:problem:<code>' },
    title: text,
    status: { type: 'integer' as const },
    detail: text,
    instance: text,
    errors: {
      type: 'array' as const,
      description: 'Every reason, not the first',
      items: {
        type: 'object' as const,
        required: ['code', 'detail'],
        properties: { code: text, detail: text, pointer: { ...text, description: 'RFC 6901, into the body' } },
        additionalProperties: true,
      },
    },
  },
  additionalProperties: true,
};
