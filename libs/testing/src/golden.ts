import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const named = /^([A-Za-z][A-Za-z0-9]*)\.v(\d+)(?:\.[a-z0-9-]+)?\.json$/;

/** Events as they were once stored, from files `<Type>.v<version>[.<variant>].json` that hold their data. @throws on any other file */
export const goldenEventsIn = (folder: string) =>
  readdirSync(folder).map((file) => {
    const [, type, version] = named.exec(file) ?? [];
    if (type === undefined) throw new Error(`${file} is not called <Type>.v<version>.json`);
    return { type, version: Number(version), data: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown };
  });

/** Every schema of an event, an object with a literal type and data, that a file `*.events.ts` below the folder exports. */
export const eventSchemasIn = async (folder: string): Promise<readonly z.ZodType[]> => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.events.ts'));
  const modules: Readonly<Record<string, unknown>>[] = [];
  // one after another: jest's loader does not bear two that import the same file
  for (const file of files) modules.push((await import(pathToFileURL(join(folder, file)).href)) as Readonly<Record<string, unknown>>);
  return modules.flatMap((module) => Object.values(module)).filter(isEventSchema);
};

const isEventSchema = (exported: unknown): exported is z.ZodObject =>
  exported instanceof z.ZodObject && exported.shape['type'] instanceof z.ZodLiteral && exported.shape['data'] !== undefined;
