/** A page where so much can be paid; the same id always names the same page. */
export interface PaymentPage {
  readonly id: string;
  /** As the provider counts it. */
  readonly amount: number;
  readonly currency: string;
  /** What the driver reads there. */
  readonly title: string;
}

export type PaymentPageOutcome =
  | { readonly kind: 'made'; readonly providerId: string; readonly url: string }
  /** It will never be made. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It may be made later. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Somebody who takes card payments for us. */
export interface Payments {
  makePage(page: PaymentPage): Promise<PaymentPageOutcome>;
}
