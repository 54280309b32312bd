/**
 * What a provider takes for one message, in millionths of the lot's currency: providers ask for parts of a cent. Null where nobody
 * has said.
 */
export interface MessagePrice {
  readonly receivedMicros: number | null;
  readonly sentMicros: number | null;
}

export interface MessagePrices {
  readonly twilio: MessagePrice;
  readonly meta: MessagePrice;
}

const UNPRICED: MessagePrice = { receivedMicros: null, sentMicros: null };
export const NO_MESSAGE_PRICES: MessagePrices = { twilio: UNPRICED, meta: UNPRICED };

/** What so many messages cost in millionths; null where a price that is needed is not known. */
export function costMicros(price: MessagePrice, received: number, sent: number): number | null {
  if ((received > 0 && price.receivedMicros === null) || (sent > 0 && price.sentMicros === null)) return null;
  return received * (price.receivedMicros ?? 0) + sent * (price.sentMicros ?? 0);
}
