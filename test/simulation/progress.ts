import type { CarPark } from './car-park.ts';

const EVERY_MS = 1000;

/** One line of live figures, written over on a terminal and again each minute elsewhere. */
export class Progress {
  private readonly out: NodeJS.WriteStream;
  private park: CarPark | null = null;
  private begun = 0;
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(out: NodeJS.WriteStream) {
    this.out = out;
  }

  begin(park: CarPark): void {
    this.park = park;
    this.begun = performance.now();
    this.out.write(`The board: ${park.site.url}/ (login admin, password ${park.site.password})\n`);
  }

  show(): void {
    const now = performance.now();
    if (this.park === null || now - this.shownAt < (this.out.isTTY ? EVERY_MS : 60 * EVERY_MS)) return;
    this.shownAt = now;
    const line = this.line(this.park, now);
    this.out.write(this.out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }

  end(): void {
    if (this.park === null) return;
    const line = this.line(this.park, performance.now());
    this.out.write(`${this.out.isTTY ? '\r\x1b[K' : ''}${line}\n`);
  }

  private line({ boards, time, site, ledger, told }: CarPark, now: number): string {
    const snapshots = boards.map((board) => board.snapshot());
    const count = <T>(all: readonly T[], is: (one: T) => boolean) => all.filter(is).length.toLocaleString('en');
    const date = new Date(site.now()).toLocaleString('en-GB', {
      ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
    });
    const queued = snapshots.reduce((sum, { queue }) => sum + queue, 0);
    return [
      date,
      `${count(snapshots, ({ connected }) => connected)} of ${boards.length} online`,
      `${count(
        snapshots.flatMap(({ slots }) => slots),
        ({ car }) => car,
      )} cars`,
      `${ledger.events.size.toLocaleString('en')} events, ${queued} waiting`,
      `${told.booked.toLocaleString('en')} booked, ${told.refused} refused`,
      `${Math.round(time.now() / Math.max(1, now - this.begun))}×`,
      `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
    ].join(' · ');
  }
}
