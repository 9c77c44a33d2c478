import { setTimeout as pause } from 'node:timers/promises';
import Table from 'cli-table3';
import { z } from 'zod';
import type { Answer, Context } from './context.js';
import { Failure } from './failure.js';
import type { LiaisonApi } from './liaison-api.js';
import { bodyOf, failureOf } from './problem.js';

const Rebuilding = z.looseObject({
  position: z.number(),
  head: z.number(),
  ratePerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
});
const Projection = z.looseObject({
  name: z.string(),
  version: z.number(),
  status: z.string(),
  position: z.number(),
  head: z.number(),
  lag: z.number(),
  generation: z.number().optional(),
  failure: z.looseObject({ code: z.string(), position: z.number() }).optional(),
  rebuilding: Rebuilding.optional(),
});
type Projection = z.infer<typeof Projection>;
const Projections = z.union([
  z.array(Projection),
  z.object({ projections: z.array(Projection) }).transform(({ projections }) => projections),
]);

/** Between two looks at a rebuild, in milliseconds. */
const betweenLooks = 250;

const pathOf = (service: string): string => `/${service}/operations/projections`;

const read = async (api: LiaisonApi, service: string): Promise<readonly Projection[]> =>
  bodyOf(await api.get(pathOf(service)), Projections, `GET ${pathOf(service)}`);

export const listProjections = async (services: readonly string[], { api }: Context): Promise<Answer> => {
  const operator = api('operator');
  const projections: (Projection & { readonly service: string })[] = [];
  for (const service of services) projections.push(...(await read(operator, service)).map((each) => ({ service, ...each })));
  const table = new Table({
    head: ['Service', 'Projection', 'Version', 'Status', 'Position', 'Behind'],
    style: { head: [], border: [] },
    colAligns: ['left', 'left', 'right', 'left', 'right', 'right'],
  });
  for (const { service, name, version, status, position, lag, rebuilding } of projections)
    table.push([service, name, version, rebuilding ? `${status}, rebuilding` : status, position, lag]);
  return { text: table.toString(), json: { projections } };
};

/** Asks for a rebuild and shows it until the new rows have taken over. */
export const rebuildProjection = async (name: string, service: string, { api, screen }: Context): Promise<Answer> => {
  const operator = api('operator');
  const one = async (): Promise<Projection> => {
    const found = (await read(operator, service)).find((each) => each.name === name);
    if (!found)
      throw new Failure('projection-unknown', `${service} has no projection ${name}: see npm run liaison -- projections list`, {
        name,
        service,
      });
    return found;
  };
  const before = await one();
  const asked = `${pathOf(service)}/${encodeURIComponent(name)}/rebuild`;
  const reply = await operator.post(asked, { body: {} });
  if (reply.status >= 300) throw failureOf(reply, `POST ${asked}`);

  const progress = screen.progress(`Rebuilding ${name}`, before.head);
  let seen = false;
  for (;;) {
    const now = await one();
    if (now.failure && now.status === 'failing') {
      progress.end();
      const message = `${name} fails on the event after position ${now.failure.position}: ${now.failure.code}. The old rows go on serving.`;
      throw new Failure('projection-failing', message, { name, service, failure: now.failure.code, position: now.failure.position });
    }
    if (now.rebuilding) {
      seen = true;
      progress.of(now.rebuilding.head);
      progress.at(now.rebuilding.position, paceOf(now.rebuilding));
    } else if (now.status === 'live' && (seen || now.generation === undefined || now.generation !== before.generation)) {
      progress.at(now.position, 'positions');
      progress.end();
      const { version, position } = now;
      return {
        text: `${service} ${name} is rebuilt: version ${version}, position ${position}`,
        json: { service, name, version, position },
      };
    }
    await pause(betweenLooks);
  }
};

const paceOf = ({ ratePerSecond, etaSeconds }: z.infer<typeof Rebuilding>): string =>
  [`${ratePerSecond ?? 0} a second`, ...(etaSeconds === null ? [] : [`${etaSeconds} s to go`])].join(', ');
