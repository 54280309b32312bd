import { charge, fee, type TransferDraft } from '../../server/domain/ledger.ts';
import { booking, message, session } from '../support/db-world.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import type { Site } from '../support/parkwire.ts';
import { chance } from '../support/report-history.ts';

export const SEEDED_DAYS = 10;

/** Ten busy days before now in the lot that every start has: stays, what they cost, bookings and messages. */
export async function seedDays(site: Site): Promise<void> {
  const phone = '+12025550155';
  await site.text(phone, 'hello');
  const driverId = (await site.driver(phone)).id;
  const draw = chance(3);
  await site.parkwire.unitOfWork.run(async (tx) => {
    const lot = await tx.lots.byCode('main');
    const [identity] = await tx.drivers.identitiesOf([driverId]);
    if (!lot || !identity) throw new Error('the start made no lot');
    const post = (id: string, draft: TransferDraft, createdAt: number) =>
      tx.ledger.post({ ...draft, id, operatorId: lot.operatorId, createdAt });
    const rich = { cashMinor: 1_000_000, promoMinor: 0 };
    const midnight = site.now() - (site.now() % DAY);
    for (const slot of await tx.slots.inLot(lot.id)) {
      for (let day = -SEEDED_DAYS; day < 0; day++) {
        let at = midnight + day * DAY + (6 + draw(4)) * HOUR + draw(60) * MINUTE;
        for (let n = 0; n < 4; n++) {
          const id = `${slot.code}${day}-${n}`;
          const endedAt = at + (10 + draw(220)) * MINUTE;
          const place = { lotId: lot.id, slotId: slot.id, driverId };
          const stay = session({ ...place, id: `p${id}`, startedAt: at, endedAt, endReason: 'vacated' });
          tx.sessions.save(stay);
          const taxMinor = draw(60);
          post(`c${id}`, charge(driverId, 100 + draw(900), 'USD', stay, rich, { taxMinor }), endedAt);
          const isMissed = draw(5) === 0;
          const ended = isMissed
            ? ({ state: 'expired', endReason: 'no-show' } as const)
            : ({ state: 'completed', endReason: 'departed' } as const);
          const window = { startsAt: at, endsAt: endedAt - draw(2) * 7 * MINUTE, holdUntil: endedAt, createdAt: at };
          const one = {
            ...place,
            id: `b${id}`,
            reference: `b${id}`,
            identityId: identity.id,
            isCurrent: false,
            endedAt,
          };
          tx.bookings.save(booking({ ...one, ...window, ...ended }));
          if (isMissed) {
            const cause = { bookingId: `b${id}`, reference: `b${id}`, why: 'no-show' } as const;
            post(`f${id}`, fee(driverId, 150, 'USD', cause, rich), endedAt);
          }
          const who = { driverId, identityId: identity.id, createdAt: at };
          tx.messages.add(message({ ...who, id: `i${id}`, direction: 'inbound', status: 'received', kind: 'text' }));
          const steps = ['slot', 'day', 'time', 'length', 'confirm', 'booked'];
          const step = steps[draw(steps.length)] ?? null;
          const said = { inReplyTo: `i${id}`, kind: 'ask', status: 'delivered', lotId: lot.id, step } as const;
          tx.messages.add(message({ ...who, id: `r${id}`, ...said }));
          at = endedAt + draw(60) * MINUTE;
        }
      }
    }
  });
}
