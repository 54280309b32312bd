/** What a message is told: texts are already formatted for the locale, numbers choose a plural. */
export type Args<Names extends string, Numbers extends string = never> = Record<Names, string> &
  Record<Numbers, number>;
export type None = Record<never, never>;
export type YesNo = 'yes' | 'no';
/** A wallet's balance. Below zero `amount` is what is owed. */
export interface Balance {
  owes: YesNo;
  amount: string;
}
