import { createColors } from 'picocolors';
import type { Surroundings } from '../surroundings.js';
import type { RawEvent } from './event-lines.js';

type Colors = ReturnType<typeof createColors>;

/** Colours where somebody looks. */
export const colorsOf = ({ stdout, env }: Pick<Surroundings, 'stdout' | 'env'>): Colors =>
  createColors('isTTY' in stdout && stdout.isTTY === true && env['NO_COLOR'] === undefined);

/** One event on one line: where, when, what, and its data. */
export const lineOf = ({ position, stream, revision, type, time, data }: RawEvent, { dim, cyan, bold }: Colors): string =>
  [cyan(`#${position}`), dim(time), `${stream}${dim(`@${revision}`)}`, bold(type), dim(JSON.stringify(data))].join('  ');

/** One event in full. */
export const pageOf = ({ position, stream, revision, id, type, time, data, metadata }: RawEvent, { dim, cyan, bold }: Colors): string => {
  const facts: readonly (readonly [string, string])[] = [
    ['position', cyan(String(position))],
    ['stream', `${stream}${dim(`@${revision}`)}`],
    ['id', id],
    ['time', time],
  ];
  return [
    bold(type),
    ...facts.map(([name, value]) => `  ${dim(name.padEnd(9))} ${value}`),
    dim('  data'),
    indented(data),
    dim('  metadata'),
    indented(metadata),
  ].join('\n');
};

const indented = (value: unknown): string =>
  (JSON.stringify(value, null, 2) ?? 'undefined')
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** 12,345 and 3.4 MB, the same on every machine. */
export const counted = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
export const sized = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1_000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
};
