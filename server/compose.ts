import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Broker, type BrokerLimits } from '../broker/broker.ts';
import { serverSubscriptions } from '../shared/mqtt/topics.ts';
import { Batcher } from './app/batcher.ts';
import type { OutboxDeps } from './app/deliver-outbox.ts';
import type { ControllerMessage, IngestOutcome } from './app/detection/controller-message.ts';
import { ingestBatch } from './app/detection/ingest-batch.ts';
import { expireBookings } from './app/expire-bookings.ts';
import { LotDirectory } from './app/lot-directory.ts';
import { authenticateController } from './app/manage-controllers.ts';
import type { Clock } from './app/ports/clock.ts';
import type { Ids } from './app/ports/ids.ts';
import type { Log } from './app/ports/log.ts';
import type { MessageSender } from './app/ports/message-sender.ts';
import type { UnitOfWork } from './app/ports/unit-of-work.ts';
import { type FirstStart, type FirstStartOutcome, setUp } from './app/set-up.ts';
import { StaffAccess } from './app/staff-access.ts';
import type { InboundMessage, TurnReply } from './app/turn/inbound-message.ts';
import { takeTurns } from './app/turn/take-turns.ts';
import { watchControllers } from './app/watch-controllers.ts';
import type { Config } from './config.ts';
import { openStorage, type Storage } from './db/storage.ts';
import { httpApp } from './inbound/http/app.ts';
import { type CarDriver, devRoutes } from './inbound/http/dev-routes.ts';
import { driverRoutes } from './inbound/http/routes/driver-routes.ts';
import { lotRoutes } from './inbound/http/routes/lot-routes.ts';
import { sessionRoutes } from './inbound/http/routes/session-routes.ts';
import { BoardFeed } from './inbound/live/board-feed.ts';
import { boardGate, phoneGate } from './inbound/live/gates.ts';
import { PhoneFeed } from './inbound/live/phone-feed.ts';
import { BrokerAccess, drawServerCredential } from './inbound/mqtt/broker-access.ts';
import { ControllerInbox } from './inbound/mqtt/controller-inbox.ts';
import { OutboxLoop } from './inbound/schedule/outbox-loop.ts';
import { Scheduler } from './inbound/schedule/scheduler.ts';
import { twilioWebhook } from './inbound/whatsapp/twilio-webhook.ts';
import { LiveServer } from './outbound/live/live-server.ts';
import { LedPublisher } from './outbound/mqtt/led-publisher.ts';
import { MqttLink } from './outbound/mqtt/mqtt-link.ts';
import { systemClock } from './outbound/system/clock.ts';
import { systemIds } from './outbound/system/ids.ts';
import { makeLogger } from './outbound/system/logger.ts';
import { scryptPasswords } from './outbound/system/passwords.ts';
import { PrometheusMeter } from './outbound/system/prometheus-meter.ts';
import { LogSender } from './outbound/whatsapp/log-sender.ts';
import { TwilioSender } from './outbound/whatsapp/twilio-sender.ts';

/** What may differ from the real thing: time, ids, and what only the demo and benchmarks set. */
export interface ComposeOptions {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly first?: Partial<Omit<FirstStart, 'adminPassword'>>;
  readonly boardFolder: string;
  readonly version: string;
  /** The demo's simulated cars; filled in once they run. */
  readonly cars?: CarDriver;
  readonly visitorSlots?: readonly string[];
  readonly brokerLimits?: Partial<BrokerLimits>;
}

/** A running Parkwire. */
export interface Parkwire {
  readonly unitOfWork: UnitOfWork;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly turns: Batcher<InboundMessage, TurnReply>;
  readonly setUp: FirstStartOutcome;
  readonly url: string;
  /** Where controllers connect; null when the broker is external. */
  readonly mqttPort: number | null;
  /** Runs the jobs that time brings, now: for tests that own the clock. */
  readonly jobs: Readonly<Record<'expire' | 'watch', () => Promise<unknown>>>;
  stop(): Promise<void>;
}

const LOT_NAME = 'Main car park';
const SLOTS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/** Something that was started and has to be stopped; the newest first. */
type Stopper = () => Promise<unknown> | unknown;

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
  const clock = options.clock ?? systemClock;
  const ids = options.ids ?? systemIds;
  const passwords = scryptPasswords;
  const logger = makeLogger(config.logLevel);
  const log: Log = logger;
  const meter = new PrometheusMeter();
  meter.start();
  stoppers.push(() => meter.stop());
  const failed = (what: string) => (error: unknown) => log.error({ reason: String(error) }, what);

  const storage = await openStorage(config.databaseUrl, failed('a listener failed after a commit'));
  stoppers.push(() => storage.stop());
  const { unitOfWork } = storage;
  const { batchSize } = unitOfWork;
  const first: FirstStart = {
    lotName: LOT_NAME,
    slots: SLOTS,
    settings: {},
    tariff: {},
    ...options.first,
    adminPassword: config.adminPassword,
  };
  const outcome = await setUp({ unitOfWork, ids, passwords }, clock.now(), first);
  const directory = new LotDirectory(unitOfWork);
  await directory.refresh();

  const concurrency = batchSize === 1 ? 8 : 1;
  const turns = new Batcher<InboundMessage, TurnReply>({
    apply: (messages) => takeTurns(unitOfWork, ids, clock.now(), directory.known(), messages),
    maxSize: batchSize,
    concurrency,
    keyOf: ({ from }) => `${from.channel}:${from.userId}`,
  });
  stoppers.push(() => turns.idle());
  const ingest = new Batcher<ControllerMessage, IngestOutcome>({
    apply: (messages) => ingestBatch({ unitOfWork, ids, clock, log }, messages),
    maxSize: 512,
    concurrency: 1,
  });
  stoppers.push(() => ingest.idle());

  const credential = drawServerCredential();
  const broker = config.mqttPort === null ? null : bundledBroker(config.mqttPort);
  if (broker) {
    await broker.start();
    stoppers.push(() => broker.stop());
    meter.gauge('parkwire_mqtt_clients', 'Clients of the bundled broker', () => broker.connectedClients);
  }
  const link = new MqttLink({
    url: config.mqttUrl ?? `mqtt://${loopbackOf(config.host)}:${broker?.port}`,
    clientId: credential.clientId,
    username: broker ? credential.clientId : undefined,
    password: broker ? credential.password : undefined,
    subscriptions: serverSubscriptions,
    log,
  });
  const leds = new LedPublisher(unitOfWork, link, failed('LEDs could not be published'));
  const inbox = new ControllerInbox({
    clock,
    ids,
    log,
    meter,
    voice: link,
    ingest,
    onOnline: (controllerIds) => leds.republish(controllerIds),
  });
  link.handle(
    (topic, payload, { retain }) => inbox.receive(topic, payload, retain),
    () => leds.republishAll(),
  );
  leds.start();
  stoppers.push(() => leds.stop());
  link.start();
  stoppers.push(() => link.stop());
  stoppers.push(() => inbox.stop());

  const access = new StaffAccess({ unitOfWork, clock, ids, passwords });
  const gateDeps = { unitOfWork, clock, access, publicUrl: config.publicUrl };
  const dev = config.mode !== 'production';
  const live = new LiveServer(log, boardGate(gateDeps), dev ? phoneGate(gateDeps) : null);
  const apiDeps = {
    unitOfWork,
    clock,
    ids,
    passwords,
    access,
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    onSignOut: (token: string) => live.dropLogin(token),
    onSecretChange: (controllerId: string) => void broker?.disconnect(controllerId),
    onNamesChange: () => directory.refresh(),
  };
  const isReady = async (): Promise<string | null> => {
    if (!link.connected) return 'the MQTT broker';
    await unitOfWork.read((look) => look.lots.operatorId());
    return null;
  };
  const webhook = twilioWebhook({
    unitOfWork,
    clock,
    log,
    meter,
    turns,
    authToken: config.twilio.authToken,
    publicUrl: config.publicUrl,
    acceptUnsigned: config.mode === 'demo',
  });
  const app = httpApp({
    log,
    requestLogger: logger,
    access,
    routes: [...sessionRoutes(apiDeps), ...lotRoutes(apiDeps), ...driverRoutes(apiDeps)],
    webhooks: [webhook],
    dev: dev
      ? devRoutes({
          mode: config.mode === 'demo' ? 'demo' : 'development',
          unitOfWork,
          clock,
          ids,
          turns,
          cars: options.cars ?? null,
          visitorSlots: options.visitorSlots ?? [],
        })
      : null,
    publicUrl: config.publicUrl,
    version: options.version,
    boardFolder: options.boardFolder,
    isReady,
    metrics: () => meter.text(),
  });
  const http = createServer(app);
  live.start(http);
  stoppers.push(() => live.stop());
  await listen(http, config.port, config.host);
  stoppers.push(() => close(http));

  const boards = new BoardFeed(unitOfWork, clock, live, failed('boards could not be updated'));
  boards.start();
  stoppers.push(() => boards.stop());
  const phones = new PhoneFeed(unitOfWork, live, failed('phones could not be updated'));
  stoppers.push(() => phones.stop());
  const senders: OutboxDeps['senders'] = { twilio: twilioSender(), phone: new LogSender(log, meter, 'browser phone') };
  const outbox = new OutboxLoop({ unitOfWork, clock, ids, senders }, failed('the outbox could not be delivered'));
  stoppers.push(
    unitOfWork.onCommit((changes) => {
      leds.wake(changes.slots);
      boards.wake(changes.slots);
      phones.wake(changes.conversations);
      if (changes.outbox) outbox.wake();
    }),
  );
  await outbox.start();
  stoppers.push(() => outbox.stop());
  const jobs = {
    expire: () => expireBookings(unitOfWork, ids, clock.now()),
    watch: () => watchControllers(unitOfWork, clock),
  };
  const scheduler = new Scheduler({ unitOfWork, clock, log, holder: credential.clientId }, [
    { name: 'expire-bookings', every: '*/10 * * * * *', run: jobs.expire },
    { name: 'watch-controllers', every: '*/5 * * * * *', run: jobs.watch },
    { name: 'refresh-directory', every: '*/15 * * * * *', run: () => directory.refresh() },
  ]);
  scheduler.start();
  stoppers.push(() => scheduler.stop());

  const { port } = http.address() as AddressInfo;
  return {
    unitOfWork,
    storage,
    clock,
    ids,
    log,
    turns,
    setUp: outcome,
    url: config.publicUrl ?? `http://${shownHost(config.host)}:${port}`,
    mqttPort: broker?.port ?? null,
    jobs,
    stop,
  };

  function bundledBroker(port: number): Broker {
    const rights = new BrokerAccess(credential, (id, secret) =>
      authenticateController({ unitOfWork, passwords }, id, secret),
    );
    return new Broker({
      host: config.host,
      port,
      authenticate: (login) => rights.authenticate(login),
      onRefused: (reason) => meter.mqttRefused(reason),
      logger: log,
      ...(options.brokerLimits ? { limits: options.brokerLimits } : {}),
    });
  }

  function twilioSender(): MessageSender {
    const { accountSid, authToken, from, apiUrl } = config.twilio;
    if (!accountSid || !authToken || !from) {
      log.warn({}, 'no Twilio account is configured: messages go to the browser phone and to this log');
      return new LogSender(log, meter, 'no Twilio account is configured');
    }
    const statusUrl = config.publicUrl === null ? null : `${config.publicUrl}/webhooks/twilio/status`;
    return new TwilioSender({ accountSid, authToken, from, apiUrl, statusUrl, meter });
  }
}

function listen(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

function close(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}

/** The address to reach our own listener at: one that listens everywhere listens on loopback too. */
function loopbackOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : loopbackOf(host);
}
