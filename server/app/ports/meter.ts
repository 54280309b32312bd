import type { ControllerMessage } from '../detection/controller-message.ts';
import type { OpinionOutcome } from './second-opinion.ts';

/** Counts what operators want to see. Names and labels are closed so that metrics cannot grow without bound. */
export interface Meter {
  /** The bundled broker refused something. */
  mqttRefused(reason: string): void;
  /** A message from a controller was dropped without effect. */
  mqttDropped(reason: string): void;
  /** Messages of controllers were taken in. */
  mqttTaken(kind: ControllerMessage['kind']): void;
  /** Something was seen at slots. */
  observations(count: number): void;
  webhook(outcome: 'answered' | 'silent' | 'repeated' | 'forged' | 'malformed' | 'failed'): void;
  /** The payment provider reported a payment. */
  payment(outcome: 'credited' | 'repeated' | 'mismatch' | 'forged'): void;
  sent(transport: string, outcome: string): void;
  /** Somebody outside was asked what a text means. */
  secondOpinion(outcome: OpinionOutcome): void;
  /** A booking whose hold has run out could not be ended. */
  expiryFailed(): void;
}
