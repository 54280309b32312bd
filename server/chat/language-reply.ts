/** What the chat says of languages. */
export type LanguageReply =
  /** Numbers answer it too, unless another question stands behind it. */
  | { kind: 'which-language'; isNumbered: boolean }
  /** Told in the language that was just chosen. */
  | { kind: 'language-set' };
