import { addDays, localDateOf } from '@liaison/kernel';
import type { Definition } from '../../import/definitions.js';
import { mondayFrom } from '../../import/placement.js';
import type { Answer, Context } from '../context.js';
import { define } from '../import/define.js';
import { inLanes } from '../in-lanes.js';
import { clinic } from './clinic.js';
import { keyOf } from './key-of.js';

/** Fills an empty system through the public API. Every command has a key that follows from what it says: run twice, it changes nothing. */
export const sample = async ({ api, screen, url, now }: Context): Promise<Answer> => {
  const coordinator = api('coordinator');
  const kept: string[] = [];
  const one = async (definition: Definition) => {
    if ((await define(coordinator, definition, keyOf(definition))) === 'kept') kept.push(definition.path);
  };
  const oneAfterAnother = async (definitions: readonly Definition[]) => {
    for (const definition of definitions) await one(definition);
  };
  await oneAfterAnother(clinic.places);
  await inLanes(clinic.resources, oneAfterAnother);
  await oneAfterAnother(clinic.visitTypes);
  await oneAfterAnother(clinic.blocks);
  for (const path of kept) screen.say(`${path} was changed since: it stays as it is.`);

  const monday = mondayFrom(addDays(localDateOf(now(), 'America/New_York'), 1));
  const freeTimes = `${url}/scheduling/sites/main-campus/free-times?visitTypeId=hip-replacement&from=${monday}&to=${addDays(monday, 4)}&order=best&limit=3`;
  const board = `${url}/scheduling/sites/main-campus/departments/orthopedics/day-board?date=${monday}`;
  const text = [
    'main-campus (America/New_York) is there:',
    '  departments  orthopedics, imaging',
    `  resources    ${clinic.resources.map(([first]) => lastOf(first)).join(', ')}`,
    `  visit types  ${clinic.visitTypes.map(lastOf).join(', ')}`,
    `  blocks       ${clinic.blocks.map(lastOf).join(', ')}`,
    '',
    'Try next: find times for an operation with six phases, and why each ranks, and look at the board of that day.',
    '  TOKEN=$(npm run --silent liaison -- token --role clerk)',
    `  curl -s -H "Authorization: Bearer $TOKEN" "${freeTimes}"`,
    `  curl -s -H "Authorization: Bearer $TOKEN" "${board}"`,
  ].join('\n');
  const all = [...clinic.places, ...clinic.resources.flat(), ...clinic.visitTypes, ...clinic.blocks];
  return { text, json: { siteId: 'main-campus', definitions: all.map(({ path }) => path), kept } };
};

const lastOf = (definition: Definition | undefined): string => definition?.path.split('/').at(-1) ?? '';
