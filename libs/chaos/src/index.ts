export { dice, type Dice } from './dice.js';
export { Ground } from './fleet/ground.js';
export { isAlive, Member, type MemberOptions } from './fleet/member.js';
export { startBroker, type Broker } from './fleet/start-broker.js';
