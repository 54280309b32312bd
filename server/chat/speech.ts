/** One thing that can be chosen under a message. */
export interface Option {
  /** What choosing it is as good as writing; channels hand it back as the text of the next message. */
  readonly text: string;
  readonly title: string;
  /** A second, smaller line, where the channel has one. */
  readonly note?: string;
}

/**
 * What a message offers to a channel that can show more than text. The text of the message says all of it in words, with
 * numbers to type, so a channel that shows nothing else loses nothing.
 */
export interface Rich {
  /** The text without the lines that the options stand for. */
  readonly lead: string;
  readonly options: readonly Option[];
  /** What opens the options, where a channel hides them behind a button. */
  readonly opener?: string;
  /** The driver may answer with a place. */
  readonly asksPlace?: true;
}
