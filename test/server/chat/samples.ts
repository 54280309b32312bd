import type { Reply, ReplyKind } from '../../../server/chat/reply.ts';
import { ADVICE_SAMPLES } from './samples/advice.ts';
import { ANSWER_SAMPLES } from './samples/answers.ts';
import { BOOKING_SAMPLES } from './samples/booking.ts';
import { DIALOGUE_SAMPLES } from './samples/dialogue.ts';
import { EVIDENCE_SAMPLES } from './samples/evidence.ts';
import { HANDOVER_SAMPLES } from './samples/handover.ts';
import { LANGUAGE_SAMPLES } from './samples/language.ts';
import { NOTIFICATION_SAMPLES } from './samples/notifications.ts';
import { QUEUEING_SAMPLES } from './samples/queueing.ts';
import type { SamplesOf } from './samples/shared.ts';
import { STAFF_SAMPLES } from './samples/staff.ts';
import { WALLET_SAMPLES } from './samples/wallet.ts';

export { CONTEXT, NOW } from './samples/shared.ts';

/** Every kind of reply with its variants: what a reader of the English texts wants to see. */
export const SAMPLES: SamplesOf<ReplyKind> = {
  ...ANSWER_SAMPLES,
  ...ADVICE_SAMPLES,
  ...WALLET_SAMPLES,
  ...BOOKING_SAMPLES,
  ...EVIDENCE_SAMPLES,
  ...LANGUAGE_SAMPLES,
  ...NOTIFICATION_SAMPLES,
  ...QUEUEING_SAMPLES,
  ...DIALOGUE_SAMPLES,
  ...HANDOVER_SAMPLES,
  ...STAFF_SAMPLES,
};

export const ALL_SAMPLES: Reply[] = Object.values(SAMPLES).flat();
