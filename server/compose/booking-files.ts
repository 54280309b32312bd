import { keepBookingFiles } from '../app/keep-booking-files.ts';
import { ConfigError } from '../config.ts';
import { LeaseKeeper } from '../inbound/schedule/lease-keeper.ts';
import { WakeLoop } from '../inbound/schedule/wake-loop.ts';
import { BookingCsvFiles } from '../outbound/csv/booking-csv-files.ts';
import type { Kernel } from './kernel.ts';

const POLL_MS = 1000;

/**
 * Keeps the files of bookings where the environment asks for them; answers how to bring them up to date now. Of several
 * processes the one that holds the lease writes.
 */
export async function composeBookingFiles(kernel: Kernel): Promise<() => Promise<void>> {
  const { config, options, unitOfWork, clock, holder, log, failed, stoppers } = kernel;
  if (config.csvExportDir === null) return async () => undefined;
  const files = new BookingCsvFiles(config.csvExportDir);
  await files.prepare().catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`CSV_EXPORT_DIR: cannot be written to (${error.code ?? 'error'})`]);
  });
  const keep = () => keepBookingFiles(unitOfWork, files);
  if (options.jobsByHand) return keep;
  let loop: WakeLoop | null = null;
  let complaint: string | null = null;
  const begin = (): void => {
    loop = new WakeLoop({
      pollMs: POLL_MS,
      round: async () => {
        await keep();
        complaint = null;
        return false;
      },
      // It is tried every second; what is wrong is said once, until it is another thing.
      onError: (error) => {
        if (String(error) === complaint) return;
        complaint = String(error);
        log.error({ reason: complaint }, 'the files of bookings are behind; it is tried again');
      },
    });
    loop.start();
  };
  const end = async (): Promise<void> => loop?.stop();
  // One writer of the database means one process.
  if (unitOfWork.batchSize > 1) {
    begin();
    stoppers.push(end);
    return keep;
  }
  const keeper = new LeaseKeeper({
    unitOfWork,
    clock,
    holder,
    name: 'booking-files',
    onHeld: begin,
    onLost: end,
    onError: failed('the lease on the files of bookings could not be renewed'),
  });
  // Stopped in the other order: nobody else may write before the last line of this process is written.
  stoppers.push(() => keeper.stop(), end);
  await keeper.start();
  return keep;
}
