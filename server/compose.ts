import { activateBookings } from './app/activate-bookings.ts';
import { type AdminLogin, prepareAdminLogin } from './app/admin-login.ts';
import type { Batcher } from './app/batcher.ts';
import { expireCommands } from './app/controllers/command-controllers.ts';
import { forgetControllerLogs } from './app/controllers/controller-log.ts';
import { expireBookings } from './app/expire-bookings.ts';
import { forgetExpired } from './app/forget-expired.ts';
import { lapseHandovers } from './app/lapse-handovers.ts';
import { LotDirectory } from './app/lot-directory.ts';
import { offerSlots } from './app/offer-slots.ts';
import { Pacer } from './app/pacer.ts';
import type { Clock } from './app/ports/clock.ts';
import type { Ids } from './app/ports/ids.ts';
import type { Log } from './app/ports/log.ts';
import type { UnitOfWork } from './app/ports/unit-of-work.ts';
import { remind } from './app/remind.ts';
import { setUp } from './app/set-up.ts';
import { raiseAlerts } from './app/staff-chat/raise-alerts.ts';
import { takeAllTurns } from './app/staff-chat/staff-turns.ts';
import { Door } from './app/turn/door.ts';
import { type InboundMessage, senderOf, type TurnReply } from './app/turn/inbound-message.ts';
import { SenderLimit } from './app/turn/sender-limit.ts';
import { type Features, takeTurns } from './app/turn/take-turns.ts';
import { watchControllers } from './app/watch-controllers.ts';
import { composeAudit } from './compose/audit.ts';
import { composeBookingFiles } from './compose/booking-files.ts';
import { composeControllers } from './compose/controllers.ts';
import { type ComposeOptions, isLoopback, type Kernel, loopbackOf, type Stopper } from './compose/kernel.ts';
import { composeMessaging } from './compose/messaging.ts';
import { composeTurns } from './compose/turns.ts';
import { composeWallets, paysByLink } from './compose/wallets.ts';
import { composeWeb } from './compose/web.ts';
import type { Config } from './config.ts';
import { openStorage, type Storage } from './db/storage.ts';
import { drawServerCredential } from './inbound/mqtt/broker-access.ts';
import { OfferLoop } from './inbound/schedule/offer-loop.ts';
import { OutboxLoop } from './inbound/schedule/outbox-loop.ts';
import { Scheduler } from './inbound/schedule/scheduler.ts';
import { systemClock } from './outbound/system/clock.ts';
import { systemIds } from './outbound/system/ids.ts';
import { makeLogger } from './outbound/system/logger.ts';
import { scryptPasswords } from './outbound/system/passwords.ts';
import { PrometheusMeter } from './outbound/system/prometheus-meter.ts';

export type { ComposeOptions } from './compose/kernel.ts';

/** A running Parkwire. */
export interface Parkwire {
  readonly unitOfWork: UnitOfWork;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly turns: Batcher<InboundMessage, TurnReply>;
  readonly adminLogin: AdminLogin;
  readonly url: string;
  /** Where controllers connect; null when the broker is external. */
  readonly mqttPort: number | null;
  readonly mqttTlsPort: number | null;
  /** Runs the jobs that time brings, now: for tests that own the clock. */
  readonly jobs: Readonly<
    Record<
      | 'activate'
      | 'expire'
      | 'watch'
      | 'refusals'
      | 'rollouts'
      | 'forget'
      | 'balances'
      | 'credit'
      | 'deposits'
      | 'guestCredit'
      | 'offer'
      | 'remind'
      | 'audit'
      | 'handovers'
      | 'channels'
      | 'checkChannels'
      | 'alerts'
      | 'bookingFiles',
      () => Promise<unknown>
    >
  >;
  stop(): Promise<void>;
}

const LOT_NAME = 'Main car park';
const SLOTS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/** The only place that constructs adapters and wires them. Everything is up when it resolves, or nothing is left. */
export async function compose(config: Config, options: ComposeOptions): Promise<Parkwire> {
  const stoppers: Stopper[] = [];
  const stop = async (): Promise<void> => {
    for (let stopper = stoppers.pop(); stopper; stopper = stoppers.pop()) await stopper();
  };
  try {
    return await composeInto(stoppers, stop, config, options);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function composeInto(
  stoppers: Stopper[],
  stop: () => Promise<void>,
  config: Config,
  options: ComposeOptions,
): Promise<Parkwire> {
  const { clock = systemClock, ids = systemIds, passwords = scryptPasswords } = options;
  const logger = makeLogger(config.logLevel);
  const log: Log = logger;
  const meter = new PrometheusMeter();
  meter.start();
  stoppers.push(() => meter.stop());
  const failed = (what: string) => (error: unknown) => log.error({ reason: String(error) }, what);

  const storage = await openStorage(config.databaseUrl, failed('a listener failed after a commit'));
  stoppers.push(() => storage.stop());
  const { unitOfWork } = storage;
  const first = { lotName: LOT_NAME, slots: SLOTS, settings: {}, tariff: {}, ...options.first };
  await setUp(unitOfWork, ids, clock.now(), first);
  // Slow on purpose, as passwords are: it goes on while everything else starts.
  const preparing = prepareAdminLogin({ unitOfWork, ids, passwords }, config.adminPassword);
  preparing.catch(() => undefined);
  stoppers.push(() => preparing.catch(() => undefined));
  const directory = new LotDirectory(unitOfWork);
  await directory.refresh();
  const { batchSize } = unitOfWork;
  const credential = drawServerCredential();
  const holder = credential.clientId;
  const kernel: Kernel = {
    config,
    options,
    clock,
    ids,
    passwords,
    log,
    logger,
    meter,
    unitOfWork,
    holder,
    failed,
    stoppers,
    boardsReachUs: { base: config.publicUrl },
  };
  const ways = await composeMessaging(kernel);
  const features: Features = { paysByLink: paysByLink(config), goesApart: ways.goesApart };
  const parts = { config, unitOfWork, clock, log, meter, stoppers, known: () => directory.known() };
  const turns = composeTurns(parts, {
    apply: (messages) =>
      takeAllTurns({ unitOfWork, ids, clock, passwords }, directory.known().lots, messages, (drivers) =>
        takeTurns(unitOfWork, ids, clock.now(), directory.known(), drivers, features),
      ),
    maxSize: batchSize,
    // On one writer the next batch fills while this one is committed; a second one beside it was measured to gain nothing.
    concurrency: batchSize === 1 ? 8 : 1,
    keyOf: senderOf,
  });
  stoppers.push(() => turns.idle());

  // What became due while nobody was there comes first: an arrival that a board has kept is then judged by it.
  await activateBookings(unitOfWork, ids, clock.now());
  const controllers = await composeControllers(kernel, credential);
  // Who is told that we are ready may sign in at once.
  let hasLogin = false;
  const missing = () => controllers.missing() ?? (hasLogin ? null : 'the login of the admin');
  const { advice, senders } = ways;
  const door = new Door(turns, unitOfWork, clock, new SenderLimit(config.messagesPerMinute));
  const web = await composeWeb(kernel, door, ways, directory, { ...controllers, missing });

  if (isLoopback(config.host)) kernel.boardsReachUs.base ??= `http://${loopbackOf(config.host)}:${web.port}`;
  const url = config.publicUrl ?? `http://${shownHost(config.host)}:${web.port}`;
  const wallets = composeWallets(kernel, url);
  const outbox = new OutboxLoop(
    { unitOfWork, clock, ids, senders, pacer: new Pacer(), advice },
    failed('the outbox could not be delivered'),
  );
  const offers = new OfferLoop({
    anyoneWaits: () => unitOfWork.read((look) => look.waiting.any()),
    offer: () => offerSlots(unitOfWork, ids, clock),
    onError: failed('free slots could not be offered to those who wait'),
  });
  stoppers.push(() => offers.stop());
  stoppers.push(
    unitOfWork.onCommit((changes) => {
      if (changes.slots.size > 0) offers.wake();
      controllers.leds.wake(changes.slots);
      if (changes.slots.size > 0 || changes.controllers.size > 0) controllers.home?.wake();
      web.boards.wake(changes.slots, changes.plans);
      web.phones.wake(changes.conversations);
      if (changes.inbox.size > 0) web.inbox();
      if (changes.controllers.size > 0) {
        controllers.commands.wake();
        web.controllers(changes.controllers);
      }
      if (changes.outbox) outbox.wake();
      if (changes.topUps) wallets.wake();
    }),
  );
  outbox.start();
  stoppers.push(() => outbox.stop());
  const bookingFiles = await composeBookingFiles(kernel);
  const jobs = {
    activate: () => activateBookings(unitOfWork, ids, clock.now()),
    // A booking for later that was never current has to have been it before it can have been missed.
    expire: async () => {
      await activateBookings(unitOfWork, ids, clock.now());
      return expireBookings({ unitOfWork, ids, clock, log, meter });
    },
    watch: async () => {
      // The window for boards that join closes at its time, whether or not anybody looks.
      controllers.joining?.doorkeeper.look();
      await watchControllers(unitOfWork, ids, clock);
      await expireCommands(unitOfWork, ids, clock.now());
    },
    refusals: controllers.refusals,
    rollouts: () => controllers.commands.round(),
    ...wallets.jobs,
    audit: composeAudit(kernel),
    forget: async () => {
      await forgetExpired(unitOfWork, clock.now(), config);
      await forgetControllerLogs(unitOfWork, clock.now());
    },
    offer: () => offers.sweep(),
    remind: () => remind(unitOfWork, ids, clock),
    handovers: () => lapseHandovers(unitOfWork, ids, clock),
    channels: () => ways.refresh(),
    checkChannels: () => ways.check(),
    alerts: () => raiseAlerts(unitOfWork, ids, clock),
    bookingFiles,
  };
  const scheduler = new Scheduler({ unitOfWork, clock, log, holder }, [
    { name: 'activate-bookings', every: '*/5 * * * * *', run: jobs.activate },
    { name: 'expire-bookings', every: '*/10 * * * * *', run: jobs.expire },
    { name: 'watch-controllers', every: '*/5 * * * * *', run: jobs.watch },
    { name: 'note-refusals', every: '*/5 * * * * *', everywhere: true, run: jobs.refusals },
    { name: 'forget-expired', every: '0 */10 * * * *', run: jobs.forget },
    { name: 'offer-slots', every: '*/5 * * * * *', run: jobs.offer },
    { name: 'remind', every: '*/30 * * * * *', run: jobs.remind },
    { name: 'lapse-handovers', every: '0 * * * * *', run: jobs.handovers },
    { name: 'check-channels', every: '0 7 * * * *', run: jobs.checkChannels },
    { name: 'raise-alerts', every: '*/10 * * * * *', run: jobs.alerts },
    { name: 'audit-books', every: '0 30 3 * * *', local: true, run: jobs.audit },
    {
      name: 'refresh-directory',
      every: '*/5 * * * * *',
      everywhere: true,
      run: () => Promise.all([directory.refresh(), ways.refresh()]),
    },
    ...wallets.scheduled,
  ]);
  if (!options.jobsByHand) scheduler.start();
  const storeLogin = await preparing;
  const adminLogin = await storeLogin(clock.now());
  hasLogin = true;
  stoppers.push(() => scheduler.stop());
  return {
    unitOfWork,
    storage,
    clock,
    ids,
    log,
    turns,
    adminLogin,
    url,
    mqttPort: controllers.broker?.port ?? null,
    mqttTlsPort: controllers.tlsPort,
    jobs,
    stop,
  };
}

function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : loopbackOf(host);
}
