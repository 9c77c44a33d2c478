export { freshDatabase, type TestDatabase } from './database.js';
export { fakeClock } from './fake-clock.js';
export { given } from './given.js';
