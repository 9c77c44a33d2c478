import { InvalidRead } from './errors.js';

/** Each a whole number from 0 on, or Infinity for no limit. @throws InvalidRead */
export const checkRead = (options: Readonly<Record<string, number | undefined>>): void => {
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || (option === 'limit' && value === Infinity)) continue;
    if (!Number.isSafeInteger(value) || value < 0) throw new InvalidRead(option, value);
  }
};
