import Table from 'cli-table3';
import pc from 'picocolors';

/** What one case came to; `reference` is what it stands beside, measured in turn with it, or a limit. */
export type Finding = {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** What the reference is. */
  readonly against: string;
  readonly reference: number;
  /** A bound of value over reference. */
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
};
export type Report = (finding: Finding) => void;

const ratioOf = ({ value, reference }: Finding): number => value / reference;
const isMet = (finding: Finding): boolean => {
  const { aim } = finding;
  if (!aim) return true;
  return 'atLeast' in aim ? ratioOf(finding) >= aim.atLeast : ratioOf(finding) <= aim.atMost;
};

/** `aim` is a bound of `ratio`, from below unless the unit is a cost. */
export const jsonLine = (bench: string, finding: Finding): string => {
  const { case: name, against, value, unit, reference, aim } = finding;
  return JSON.stringify({
    ...{ bench, case: `${name}, against ${against}`, value: rounded(value), unit, reference: rounded(reference) },
    ...{ ratio: rounded(ratioOf(finding)), aim: aim ? Object.values(aim)[0] : null, ok: isMet(finding) },
  });
};

export const table = (findings: readonly Finding[]): string => {
  const lines = new Table({
    head: ['case', 'liaison', 'unit', 'against', 'reference', 'ratio', 'aim', ''],
    colAligns: ['left', 'right', 'left', 'left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const finding of findings) {
    const { case: name, value, unit, against, reference, aim } = finding;
    const bound = aim ? ('atLeast' in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`) : '';
    const verdict = aim ? (isMet(finding) ? pc.green('ok') : pc.red('missed')) : '';
    lines.push([name, readable(value), unit, against, readable(reference), ratioOf(finding).toFixed(2), bound, verdict]);
  }
  return lines.toString();
};

const rounded = (value: number): number => Number(value.toPrecision(5));
const readable = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)));
