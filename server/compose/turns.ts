import { Batcher, type BatcherOptions } from '../app/batcher.ts';
import { AskedTurns, type AskedTurnsDeps } from '../app/turn/asked-turns.ts';
import type { InboundMessage, TurnReply } from '../app/turn/inbound-message.ts';
import { DialogflowOpinion } from '../outbound/dialogflow/dialogflow-opinion.ts';
import type { Kernel } from './kernel.ts';

type Parts = Pick<Kernel, 'config' | 'log' | 'meter' | 'stoppers'> & Omit<AskedTurnsDeps, 'opinion'>;

/** Where every channel hands in its messages; with an agent of Dialogflow, it is asked about what nobody here understands. */
export function composeTurns(
  parts: Parts,
  options: BatcherOptions<InboundMessage, TurnReply>,
): Batcher<InboundMessage, TurnReply> {
  const { config, clock, log, meter, stoppers } = parts;
  const { dialogflow } = config;
  if (dialogflow === null) return new Batcher(options);
  const opinion = new DialogflowOpinion({ ...dialogflow, clock, log, meter });
  opinion.start();
  stoppers.push(() => opinion.stop());
  return new AskedTurns(options, { ...parts, opinion });
}
