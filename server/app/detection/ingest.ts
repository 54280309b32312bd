import { note } from '../controllers/controller-log.ts';
import { hearAnswers } from '../controllers/hear-answers.ts';
import { LotBook } from '../lot-book.ts';
import type { Ids } from '../ports/ids.ts';
import type { Tx } from '../ports/unit-of-work.ts';
import { Scenes } from '../scenes.ts';
import { Settlement } from '../settlement.ts';
import { SightingDesk } from './apply-sighting.ts';
import { BootBook } from './boot-book.ts';
import type { ControllerMessage, IngestOutcome } from './controller-message.ts';
import { EventLog } from './event-log.ts';
import { Hearing } from './hearing.ts';
import type { IngestParts } from './ingest-parts.ts';
import { Reports } from './reports.ts';
import { ServedSlots } from './served-slots.ts';

/**
 * Takes in what controllers said, any number of messages as one unit: loads what they touch, walks through them, and
 * writes everything together. An event is applied once all events of its boot before it are; what it acknowledges is
 * committed when this unit is.
 */
export async function ingest(
  tx: Tx,
  ids: Ids,
  now: number,
  messages: readonly ControllerMessage[],
): Promise<IngestOutcome> {
  const boots = new BootBook(tx, now);
  const named = messages.flatMap((m) => ('bootId' in m ? [{ controllerId: m.controllerId, bootId: m.bootId }] : []));
  await boots.load(
    messages.map(({ controllerId }) => controllerId),
    named,
  );
  const hearing = new Hearing(boots);
  for (const message of messages) hearing.hear(message);

  const scenes = new Scenes(tx);
  const served = new ServedSlots(tx, scenes, boots);
  const concerned = messages
    .filter(({ kind }) => kind !== 'telemetry' && kind !== 'response')
    .map(({ controllerId }) => controllerId);
  await served.load(new Set([...concerned, ...hearing.healthChanged]));
  const book = await LotBook.load(tx);
  const settlement = new Settlement(tx, scenes, book, ids, now);
  await settlement.prepare(scenes.all());
  const shared = { repositories: tx, scenes, book, settlement, ids, now };
  const parts: IngestParts = { ...shared, boots, served, desk: new SightingDesk(shared) };

  const log = new EventLog(parts);
  const acks = await log.apply(hearing.events);
  const reports = new Reports(parts);
  for (const occupancy of hearing.occupancies) await reports.occupancy(occupancy);
  for (const report of hearing.ledReports) reports.led(report);
  reports.health();
  await hearAnswers(tx, ids, now, hearing.answers);
  for (const one of [...hearing.notes, ...log.notes, ...reports.notes]) note(tx, ids, now, one);
  boots.save();
  scenes.save(now);
  const welcomes = hearing.welcomes.map((welcome) => ({
    ...welcome,
    ackSeq: boots.boot(welcome.controllerId, welcome.bootId)?.ackedSeq ?? 0,
  }));
  const dropped = [...hearing.dropped, ...log.dropped];
  return { acks, welcomes, dropped, observed: log.observed + reports.observed };
}
