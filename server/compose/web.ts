import { serveWebSockets } from '../../broker/web-socket-listener.ts';
import type { LotDirectory } from '../app/lot-directory.ts';
import type { PosterPrinter } from '../app/ports/poster-printer.ts';
import { ReadLog } from '../app/read-log.ts';
import { StaffAccess } from '../app/staff-access.ts';
import type { Turns } from '../app/turn/inbound-message.ts';
import { httpApp } from '../inbound/http/app.ts';
import { devRoutes } from '../inbound/http/dev-routes.ts';
import { HttpListener } from '../inbound/http/http-listener.ts';
import { accountRoutes } from '../inbound/http/routes/account-routes.ts';
import { auditRoutes } from '../inbound/http/routes/audit-routes.ts';
import { bookingRoutes } from '../inbound/http/routes/booking-routes.ts';
import { caseRoutes } from '../inbound/http/routes/case-routes.ts';
import { channelRoutes } from '../inbound/http/routes/channel-routes.ts';
import { controllerRoutes } from '../inbound/http/routes/controller-routes.ts';
import { conversationRoutes } from '../inbound/http/routes/conversation-routes.ts';
import { driverRoutes } from '../inbound/http/routes/driver-routes.ts';
import { evidenceRoutes } from '../inbound/http/routes/evidence-routes.ts';
import { exportRoutes } from '../inbound/http/routes/export-routes.ts';
import { firmwareDownload } from '../inbound/http/routes/firmware-download.ts';
import { firmwareRoutes } from '../inbound/http/routes/firmware-routes.ts';
import { joiningRoutes } from '../inbound/http/routes/joining-routes.ts';
import { lotRoutes } from '../inbound/http/routes/lot-routes.ts';
import { manageStaffRoutes } from '../inbound/http/routes/manage-staff-routes.ts';
import { messageRoutes } from '../inbound/http/routes/message-routes.ts';
import { messagingRoutes } from '../inbound/http/routes/messaging-routes.ts';
import { planRoutes } from '../inbound/http/routes/plan-routes.ts';
import { posterRoutes } from '../inbound/http/routes/poster-routes.ts';
import { reportRoutes } from '../inbound/http/routes/report-routes.ts';
import { sessionRoutes } from '../inbound/http/routes/session-routes.ts';
import { setUpRoutes } from '../inbound/http/routes/set-up-routes.ts';
import { staffRoutes } from '../inbound/http/routes/staff-routes.ts';
import { tariffRoutes } from '../inbound/http/routes/tariff-routes.ts';
import { walletRoutes } from '../inbound/http/routes/wallet-routes.ts';
import { BoardFeed } from '../inbound/live/board-feed.ts';
import { boardGate, phoneGate } from '../inbound/live/gates.ts';
import { PhoneFeed } from '../inbound/live/phone-feed.ts';
import { stripeWebhook } from '../inbound/payments/stripe-webhook.ts';
import { metaWebhook } from '../inbound/whatsapp/meta-webhook.ts';
import { twilioWebhook } from '../inbound/whatsapp/twilio-webhook.ts';
import { LiveServer } from '../outbound/live/live-server.ts';
import { errorsFile } from '../places.ts';
import { brokerAddress, type ControllerSide } from './controllers.ts';
import type { Kernel } from './kernel.ts';
import type { MessagingSide } from './messaging.ts';

export interface WebSide {
  readonly port: number;
  readonly boards: BoardFeed;
  readonly phones: PhoneFeed;
  /** Something changed among the conversations that people answer: every board looks again. */
  readonly inbox: () => void;
  /** Something happened with these controllers. */
  readonly controllers: (ids: ReadonlySet<string>) => void;
}

/** Everything people reach by HTTP: webhooks, API, pages and the sockets of boards and phones. */
export async function composeWeb(
  kernel: Kernel,
  turns: Turns,
  messaging: MessagingSide,
  directory: LotDirectory,
  controllers: ControllerSide,
): Promise<WebSide> {
  const { config, options, clock, ids, passwords, log, logger, meter, unitOfWork, failed, stoppers } = kernel;
  const access = new StaffAccess({ unitOfWork, clock, ids, passwords });
  const gateDeps = { unitOfWork, clock, access, publicUrl: config.publicUrl };
  const mode = config.mode === 'production' ? null : config.mode;
  const { cars = null, visitorSlots = [], version, boardFolder } = options;
  const live = new LiveServer(log, boardGate(gateDeps), mode ? phoneGate(gateDeps, cars) : null);
  cars?.onMove(() => live.sendCars(cars.standing()));
  const apiDeps = {
    unitOfWork,
    clock,
    ids,
    passwords,
    access,
    reads: new ReadLog(unitOfWork),
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    onSignOut: (token: string) => live.dropLogin(token),
    onLoginsEnd: () => void live.dropRevoked().catch(failed('logins that ended could not be looked for')),
    dropController: (controllerId: string) => controllers.drop(controllerId),
    onControllerAdded: (controllerId: string) => controllers.joining?.doorkeeper.forget(controllerId),
    onSlotsChange: controllers.serve,
    broker: brokerAddress(config, controllers.broker?.port ?? null, controllers.tlsPort),
    onNamesChange: () => directory.refresh(),
  };
  // Loaded when somebody prints for the first time: a start need not wait for it.
  const printer: PosterPrinter = {
    print: async (sheet) => (await import('../outbound/print/poster-pdf.ts')).printPosterPdf(sheet),
  };
  const { advice, directory: channels } = messaging;
  const keepRaw = config.webhookDays > 0;
  const webhook = twilioWebhook({
    unitOfWork,
    clock,
    log,
    meter,
    turns,
    advice,
    channels,
    keepRaw,
    authToken: config.twilio.authToken,
    publicUrl: config.publicUrl,
    acceptUnsigned: mode === 'demo',
  });
  const { appSecret, verifyToken } = config.meta;
  const meta = metaWebhook({
    unitOfWork,
    clock,
    ids,
    log,
    meter,
    turns,
    advice,
    channels,
    keepRaw,
    appSecret,
    verifyToken,
  });
  const stripe = stripeWebhook({ unitOfWork, clock, ids, log, meter, secret: config.stripe.webhookSecret });
  const app = httpApp({
    log,
    requestLogger: logger,
    access,
    routes: [
      ...sessionRoutes(apiDeps),
      ...lotRoutes(apiDeps),
      ...planRoutes(apiDeps),
      ...controllerRoutes(apiDeps),
      ...firmwareRoutes(apiDeps, () => kernel.boardsReachUs.base !== null),
      firmwareDownload(apiDeps),
      ...joiningRoutes(clock, controllers.joining?.doorkeeper ?? null),
      ...tariffRoutes(apiDeps),
      ...driverRoutes(apiDeps),
      ...bookingRoutes(apiDeps),
      ...walletRoutes(apiDeps),
      ...messagingRoutes(apiDeps),
      ...evidenceRoutes(apiDeps),
      ...caseRoutes(apiDeps),
      ...messageRoutes(apiDeps),
      ...conversationRoutes(apiDeps),
      ...channelRoutes(apiDeps, messaging.routes),
      ...posterRoutes(apiDeps, { printer, standard: messaging.routes.standard }),
      ...setUpRoutes(apiDeps, { isOffered: config.asksSetUp, asksPassword: config.adminPassword === null }),
      ...staffRoutes(apiDeps),
      ...exportRoutes(apiDeps),
      ...reportRoutes(apiDeps),
      ...accountRoutes(apiDeps),
      ...manageStaffRoutes(apiDeps),
      ...auditRoutes(apiDeps),
    ],
    webhooks: [webhook, meta, stripe],
    dev: mode ? devRoutes({ mode, unitOfWork, clock, ids, turns, cars, visitorSlots }) : null,
    publicUrl: config.publicUrl,
    version,
    boardFolder,
    errorsFile,
    isReady: async () => {
      await unitOfWork.read((look) => look.lots.operatorId());
      return controllers.missing() ?? options.missing?.() ?? null;
    },
    metrics: () => meter.text(),
  });
  const http = new HttpListener(app);
  live.start(http.server);
  const endWebSockets = controllers.broker && serveWebSockets(http.server, '/mqtt', controllers.broker);
  stoppers.push(() =>
    http.stop(async () => {
      await Promise.all([live.stop(), endWebSockets?.()]);
    }),
  );
  await http.start(config.port, config.host);

  const boards = new BoardFeed(unitOfWork, clock, live, failed('boards could not be updated'));
  boards.start();
  stoppers.push(() => boards.stop());
  // No controller of any lot: whoever looks at the boards that wait looks again.
  controllers.joining?.onChange(() => live.sendControllers(['pending']));
  const phones = new PhoneFeed(unitOfWork, live, failed('phones could not be updated'));
  stoppers.push(() => phones.stop());
  return {
    port: http.port,
    boards,
    phones,
    inbox: () => live.sendInbox(),
    controllers: (ids) => live.sendControllers(ids),
  };
}
