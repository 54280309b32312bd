/** A charge keeps what it was worked out from: the stay, its driver and the lot's rules may change after it. */
export function up(): string[] {
  return [`ALTER TABLE transfers ADD COLUMN basis TEXT`];
}
