export { byTurns, median, perSecond, quantile, rounds, roundsOfFigures, type Rounds } from './measure.js';
export { jsonLine, table, type Finding, type Report } from './report.js';
