export { Door } from './door.js';
export { fakeClock } from './fake-clock.js';
export { freshDatabase, type TestDatabase } from './database.js';
export { given } from './given.js';
export { outsidePython } from './outside-python.js';
