import { InvalidArgumentError } from 'commander';
import { z } from 'zod';

export const date = (text: string): string => {
  if (z.iso.date().safeParse(text).success) return text;
  throw new InvalidArgumentError('It must be a date of the calendar, like 2027-01-04.');
};

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** A name that can stand in a path. */
export const name = (text: string): string => {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a name of lower-case letters, digits and hyphens.');
};
