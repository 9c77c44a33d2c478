export { Door } from './door.js';
export { fakeClock } from './fake-clock.js';
export { freshDatabase, type TestDatabase } from './database.js';
export { kafkaBrokers, kafkaIsThere, kafkaRunsHere, ownKafka, type TestKafka } from './kafka.js';
export { given } from './given.js';
export { outsidePython } from './outside-python.js';
export { eventSchemasIn, goldenEventsIn } from './golden.js';
