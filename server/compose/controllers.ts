import { Broker } from '../../broker/broker.ts';
import { TlsListener } from '../../broker/tls-listener.ts';
import { homeAssistantTopics } from '../../shared/mqtt/home-assistant-topics.ts';
import { serverSubscriptions } from '../../shared/mqtt/topics.ts';
import { Batcher } from '../app/batcher.ts';
import type { Serves } from '../app/controllers/assign-slots.ts';
import { Joining } from '../app/controllers/joining.ts';
import { type AuthenticatedController, authenticateControllers, type Credentials } from '../app/controllers/secrets.ts';
import type { ControllerMessage, IngestOutcome } from '../app/detection/controller-message.ts';
import { ingestBatch } from '../app/detection/ingest-batch.ts';
import type { Config } from '../config.ts';
import type { HomeAssistantConfig } from '../config-home-assistant.ts';
import { BrokerAccess, type ServerCredential } from '../inbound/mqtt/broker-access.ts';
import { ControllerInbox } from '../inbound/mqtt/controller-inbox.ts';
import { RefusedLogins } from '../inbound/mqtt/refused-logins.ts';
import { CommandLoop } from '../inbound/schedule/command-loop.ts';
import { LeaseKeeper } from '../inbound/schedule/lease-keeper.ts';
import { ControllerVoice } from '../outbound/mqtt/controller-voice.ts';
import { HomeAssistant } from '../outbound/mqtt/home-assistant.ts';
import { LedPublisher } from '../outbound/mqtt/led-publisher.ts';
import { MqttLink } from '../outbound/mqtt/mqtt-link.ts';
import { type Kernel, loopbackOf } from './kernel.ts';

/** Most messages of controllers that share a unit of work. */
const INGEST_BATCH = 512;
/** Most logins of controllers that are looked up together. */
const LOGIN_BATCH = 256;

export interface ControllerSide {
  readonly broker: Broker | null;
  /** Where the broker is reached with TLS; null where it is not. */
  readonly tlsPort: number | null;
  /** Lets boards in that nobody knows; null where the broker is not ours, and has accounts of its own. */
  readonly joining: { readonly doorkeeper: Joining; onChange(tell: () => void): void } | null;
  readonly leds: LedPublisher;
  /** Null where Home Assistant is told nothing. */
  readonly home: HomeAssistant | null;
  readonly commands: CommandLoop;
  /** Writes down what the broker refused. */
  readonly refusals: () => Promise<void>;
  /** Ends a controller's connection. */
  readonly drop: (controllerId: string) => void;
  /** What controllers may speak of changed. */
  readonly serve: (serves: readonly Serves[]) => void;
  /** Why controllers cannot be heard; null while they can, or while another process hears them. */
  missing(): string | null;
}

/** Everything between the controllers and the application: the broker if it is ours, the link, the inbox, the LEDs. */
export async function composeControllers(kernel: Kernel, credential: ServerCredential): Promise<ControllerSide> {
  const { config, clock, ids, log, meter, unitOfWork, failed, stoppers } = kernel;
  const refused = new RefusedLogins({ unitOfWork, ids, clock });
  const changed = new Set<() => void>();
  const joining: Joining | null =
    config.mqttPort === null
      ? null
      : new Joining({
          ...{ unitOfWork, ids, clock, log, passwords: kernel.passwords },
          tellAssigned: (controllerId, lotCode, slots) => void speaker.assigned(controllerId, lotCode, slots),
          drop: (controllerId) => void broker?.disconnect(controllerId),
          onChange: () => {
            for (const tell of changed) tell();
          },
        });
  const access = brokerAccess(kernel, credential, joining);
  const broker = config.mqttPort === null ? null : bundledBroker(kernel, access, refused, config.mqttPort);
  if (broker) {
    await broker.start();
    stoppers.push(() => broker.stop());
    meter.gauge('parkwire_mqtt_clients', 'Clients of the bundled broker', () => broker.connectedClients);
  }
  const tls =
    broker && config.mqttTls && new TlsListener({ broker, host: config.host, logger: log, ...config.mqttTls });
  if (tls) {
    await tls.start();
    stoppers.push(() => tls.stop());
  }
  const ingest = new Batcher<ControllerMessage, IngestOutcome>({
    apply: (messages) => ingestBatch({ unitOfWork, ids, clock, log }, messages),
    maxSize: INGEST_BATCH,
    concurrency: 1,
  });
  stoppers.push(() => ingest.idle());
  const link = new MqttLink({
    url: config.mqttUrl ?? `mqtt://${loopbackOf(config.host)}:${broker?.port}`,
    clientId: credential.clientId,
    username: broker ? credential.clientId : undefined,
    password: broker ? credential.password : undefined,
    subscriptions: [...serverSubscriptions, ...subscriptionsFor(config.homeAssistant)],
    ...(config.homeAssistant ? { will: { topic: homeAssistantTopics.server, payload: 'offline' } } : {}),
    log,
  });
  const home = config.homeAssistant && homeAssistantOf(kernel, link, config.homeAssistant.prefix);
  const leds = new LedPublisher(unitOfWork, link, failed('LEDs could not be published'));
  const speaker = new ControllerVoice(link);
  const commands = new CommandLoop(
    { unitOfWork, clock, speaker, links: { ids, passwords: kernel.passwords, base: () => kernel.boardsReachUs.base } },
    failed('controllers could not be told'),
  );
  const inbox = new ControllerInbox({
    clock,
    ids,
    log,
    meter,
    voice: link,
    ingest,
    onPending: (controllerId, board) => {
      joining?.heard(controllerId, board).catch(failed('a board that wants to be let in could not be looked up'));
    },
    onOnline: (controllerIds) => {
      leds.republish(controllerIds);
      commands.repeat(controllerIds);
    },
  });
  stoppers.push(() => inbox.stop());
  link.handle(
    (topic, payload, { retain }) => {
      if (home?.receive(topic, payload, retain)) return;
      inbox.receive(topic, payload, retain);
    },
    () => {
      home?.connected();
      leds.republishAll();
      commands.repeatAll();
    },
  );
  home?.start();
  if (home) stoppers.push(() => home.stop());
  leds.start();
  stoppers.push(() => leds.stop());
  commands.start();
  stoppers.push(() => commands.stop());
  const standsBy = await listenToControllers(kernel, link);
  return {
    broker,
    tlsPort: tls?.port ?? null,
    joining: joining && { doorkeeper: joining, onChange: (tell) => void changed.add(tell) },
    leds,
    home,
    commands,
    refusals: () => refused.flush(),
    drop: (controllerId) => void broker?.disconnect(controllerId),
    serve: (serves) => {
      for (const { controllerId, slots } of serves) access.serve(controllerId, slots);
    },
    missing: () => (link.connected || standsBy() ? null : 'the MQTT broker'),
  };
}

/**
 * Whose broker is our own listens to it: nobody else can, and after a crash no lease of the process that was must keep the
 * controllers waiting. Where several share an external broker, the one that holds the lease reads, the others stand by.
 */
async function listenToControllers(kernel: Kernel, link: MqttLink): Promise<() => boolean> {
  const { config, unitOfWork, clock, holder, failed, stoppers, log } = kernel;
  if (config.mqttUrl === null || unitOfWork.batchSize > 1) {
    link.start();
    stoppers.push(() => link.stop());
    return () => false;
  }
  let standsBy = true;
  const keeper = new LeaseKeeper({
    unitOfWork,
    clock,
    name: 'controllers',
    holder,
    onHeld: () => {
      standsBy = false;
      log.info({}, 'this process listens to the controllers');
      link.start();
    },
    onLost: async () => {
      standsBy = true;
      log.warn({}, 'another process listens to the controllers');
      await link.stop();
    },
    onError: failed('the lease on the controllers could not be renewed'),
  });
  stoppers.push(() => link.stop());
  await keeper.start();
  stoppers.push(() => keeper.stop());
  return () => standsBy;
}

function brokerAccess(
  { config, unitOfWork, ids, clock, passwords }: Kernel,
  credential: ServerCredential,
  joining: Joining | null,
): BrokerAccess {
  const logins = new Batcher<Credentials, AuthenticatedController | null>({
    apply: (waiting) => authenticateControllers({ unitOfWork, ids, clock, passwords }, waiting),
    maxSize: LOGIN_BATCH,
    concurrency: 1,
  });
  const { homeAssistant } = config;
  const account = homeAssistant?.account ? { prefix: homeAssistant.prefix, ...homeAssistant.account } : null;
  return new BrokerAccess(credential, (id, secret) => logins.add({ id, secret }), joining, account);
}

function bundledBroker(kernel: Kernel, access: BrokerAccess, refused: RefusedLogins, port: number): Broker {
  const { config, options, meter, log } = kernel;
  return new Broker({
    host: config.host,
    port,
    authenticate: (login) => access.authenticate(login),
    onRefused: (reason, { clientId }) => {
      meter.mqttRefused(reason);
      if (clientId !== undefined) refused.count(clientId, reason);
    },
    logger: log,
    ...(options.brokerLimits ? { limits: options.brokerLimits } : {}),
  });
}

function subscriptionsFor(homeAssistant: HomeAssistantConfig | null): string[] {
  if (!homeAssistant) return [];
  const { birth, configurations, server } = homeAssistantTopics;
  return [birth(homeAssistant.prefix), configurations(homeAssistant.prefix), server];
}

function homeAssistantOf(kernel: Kernel, link: MqttLink, prefix: string): HomeAssistant {
  const { unitOfWork, boardsReachUs, options, failed } = kernel;
  const onError = failed('Home Assistant could not be told');
  return new HomeAssistant({
    unitOfWork,
    link,
    prefix,
    url: () => boardsReachUs.base,
    version: options.version,
    onError,
  });
}

/** What a board has to be told to find the broker. */
export function brokerAddress(
  { mqttUrl, publicUrl }: Config,
  bundledPort: number | null,
  tlsPort: number | null,
): { host: string | null; port: number; tls: boolean } {
  if (mqttUrl === null) {
    const host = publicUrl && new URL(publicUrl).hostname;
    return { host, port: tlsPort ?? bundledPort ?? 0, tls: tlsPort !== null };
  }
  const { protocol, hostname, port } = new URL(mqttUrl);
  const tls = protocol === 'mqtts:' || protocol === 'wss:';
  return { host: hostname, port: port === '' ? (tls ? 8883 : 1883) : Number(port), tls };
}
