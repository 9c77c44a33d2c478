export { judge, type Verdict } from './evidence/judge.js';
