import { type Request, Router } from 'express';
import { devCarRequest, devMessageRequest } from '../../../shared/live/phone-events.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { Turns } from '../../app/turn/inbound-message.ts';
import { DomainError } from '../../domain/errors.ts';
import { toE164 } from './phone.ts';

/** Simulated cars that can be driven in and out. */
export interface CarDriver {
  drive(slot: string, action: 'in' | 'out'): Promise<void>;
  /** Codes of the slots that a car stands on now. */
  standing(): string[];
  /** Calls after every drive that changed where cars stand; the last listener is the one that is called. */
  onMove(listener: () => void): void;
}

export interface DevDeps {
  readonly mode: 'demo' | 'development';
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly turns: Turns;
  readonly cars: CarDriver | null;
  readonly visitorSlots: readonly string[];
}

/** The browser phone's side of things; mounted in demo and development only. */
export function devRoutes(deps: DevDeps): Router {
  const router = Router();
  router.post('/api/dev/messages', async (request, response) => {
    const { phone, message, messageId } = devMessageRequest.parse(request.body ?? {});
    const externalId = messageId ?? deps.ids.next();
    const number = toE164(phone);
    const reply = await deps.turns.add({
      externalId,
      from: {
        channel: 'whatsapp',
        userId: number,
        phone: number,
        profileName: null,
        transport: 'phone',
        ourAddress: null,
      },
      text: message,
      receivedAt: deps.clock.now(),
    });
    response.json({ reply: reply.isSilent ? null : reply.body, messageId: externalId });
  });
  router.post('/api/dev/cars', async (request: Request, response) => {
    const { slot, action } = devCarRequest.parse(request.body ?? {});
    if (!deps.cars) throw new DomainError('not-found', 'there are no simulated cars here; npm run demo has them');
    await deps.cars.drive(slot, action);
    response.status(204).end();
  });
  router.get('/api/dev/phone', async (_request, response) => {
    const found = await deps.unitOfWork.read(async (look) => {
      const [lot] = await look.lots.all();
      return lot ? { lot, slots: await look.slots.inLot(lot.id) } : null;
    });
    if (!found) throw new DomainError('lot-unknown', 'there is no lot yet');
    response.json({
      mode: deps.mode,
      lot: { code: found.lot.code, name: found.lot.name },
      slots: found.slots.map(({ code }) => code),
      cars: deps.cars !== null,
      visitorSlots: deps.visitorSlots,
    });
  });
  return router;
}
