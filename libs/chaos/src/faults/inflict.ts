import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from '../fleet/fleet.js';
import type { Ground } from '../fleet/ground.js';
import type { Member } from '../fleet/member.js';
import type { Fault } from './fault-plan.js';

export type Victims = {
  readonly fleet: Fleet;
  readonly ground: Ground;
  /** A line of the timeline. */ readonly say: (line: string) => void;
};

/** Lets one thing go wrong and puts it right again. @returns false when there was nothing to break: nobody relayed, say */
export const inflict = async (fault: Fault, { fleet, ground, say }: Victims): Promise<boolean> => {
  switch (fault.kind) {
    case 'service killed':
      return killed(fleet.named(`${fault.ward}/${fault.member}`), fault.downMs, say);
    case 'relay killed': {
      const relaying = await fleet.relaying(fault.ward);
      return relaying !== undefined && killed(relaying, fault.downMs, say, ', which relays,');
    }
    case 'consumer killed':
      return killed(fleet.named('ledger/1'), fault.downMs, say);
    case 'member joins and leaves': {
      const guest = fleet.guest('ledger');
      await guest.start();
      say(`${guest.name} has joined`);
      await sleep(fault.stayMs);
      await (fault.goodbye ? guest.stop() : guest.kill9());
      say(`${guest.name} ${fault.goodbye ? 'has left' : 'was killed with -9'}`);
      return true;
    }
    case 'broker stops':
      say(`the broker ${fault.goodbye ? 'stops' : 'is killed with -9'} for ${seconds(fault.downMs)}`);
      await ground.restartBroker(fault.downMs, fault.goodbye);
      say('the broker is back');
      return true;
    case 'postgres restarts':
      say(`PostgreSQL ${fault.goodbye ? 'stops' : 'is cut off'} for ${seconds(fault.downMs)}`);
      await ground.restartPostgres(fault.downMs, fault.goodbye);
      say('PostgreSQL is back');
      return true;
    case 'relay sleeps past its lease': {
      const relaying = await fleet.relaying(fault.ward);
      return relaying !== undefined && asleep(relaying, fleet, say);
    }
  }
};

const killed = async (member: Member, downMs: number, say: Victims['say'], who = ''): Promise<boolean> => {
  await member.kill9();
  say(`${member.name}${who} is killed with -9`);
  await sleep(downMs);
  await member.start();
  say(`${member.name} is back`);
  return true;
};

/** Its process stands still with whatever it had in its hands, until another one relays in its place. */
const asleep = async (member: Member, fleet: Fleet, say: Victims['say']): Promise<boolean> => {
  const { pid } = member;
  member.freeze();
  say(`${member.name}, which relays, falls asleep`);
  const successor = await fleet.relaying(member.service, member);
  if (member.pid !== pid) return false; // somebody killed it meanwhile
  member.thaw();
  say(`${member.name} wakes up with its old lease; ${successor ? `${successor.name} relays` : 'nobody has taken over'}`);
  return successor !== undefined;
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
