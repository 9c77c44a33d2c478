import Table from 'cli-table3';

export type Finding = {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  /** What value over reference should be. */
  readonly aim: { readonly atMost: number } | { readonly atLeast: number } | null;
};

const ratioOf = ({ value, reference }: Finding): number => value / reference;
const isMet = (finding: Finding): boolean => {
  const { aim } = finding;
  if (aim === null) return true;
  return 'atMost' in aim ? ratioOf(finding) <= aim.atMost : ratioOf(finding) >= aim.atLeast;
};
const aimOf = ({ aim }: Finding): string => (aim === null ? '' : 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`);
const short = (value: number): number => Number(value.toPrecision(4));

export const jsonLine = (finding: Finding): string =>
  JSON.stringify({
    ...{
      bench: 'scheduling',
      ...finding,
      value: short(finding.value),
      reference: short(finding.reference),
      aim: finding.aim && aimOf(finding),
    },
    ...{ ratio: short(ratioOf(finding)), ok: isMet(finding) },
  });

export const table = (findings: readonly Finding[]): string => {
  const lines = new Table({ head: ['case', 'value', 'unit', 'reference', 'ratio', 'aim', ''], style: { head: [], border: [] } });
  for (const finding of findings) {
    const aim = aimOf(finding);
    const verdict = finding.aim === null ? '' : isMet(finding) ? 'ok' : 'missed';
    lines.push([finding.case, short(finding.value), finding.unit, short(finding.reference), short(ratioOf(finding)), aim, verdict]);
  }
  return lines.toString();
};
