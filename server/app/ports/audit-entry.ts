/** Something that was changed, as it was written down. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  /** Of staff their id; else `driver` or `system`. */
  readonly staffId: string;
  readonly action: string;
  readonly subject: string;
  /** The lot that it was in; null where it was in none. */
  readonly lotId: string | null;
  readonly before: unknown;
  readonly after: unknown;
}
