/** Keeps secrets that have to be used again, such as an account's token, unreadable in the database and its backups. */
export interface SecretBox {
  seal(text: string): string;
  /** Throws where it was sealed under another key or was changed. */
  open(sealed: string): string;
}
