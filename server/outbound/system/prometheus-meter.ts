import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Meter } from '../../app/ports/meter.ts';

/** What the runtime says of itself. It is watched once in a process, and never let go again. */
let ofRuntime: Registry | null = null;

function runtimeRegistry(): Registry {
  if (ofRuntime === null) {
    ofRuntime = new Registry();
    collectDefaultMetrics({ register: ofRuntime });
  }
  return ofRuntime;
}

/** The metrics of one process, in Prometheus' text format. */
export class PrometheusMeter implements Meter {
  private readonly registry = new Registry();
  private readonly refused: Counter<'reason'>;
  private readonly dropped: Counter<'reason'>;
  private readonly observed: Counter;
  private readonly taken: Counter<'kind'>;
  private readonly webhooks: Counter<'outcome'>;
  private readonly expiryFailures: Counter;
  private readonly payments: Counter<'outcome'>;
  private readonly opinions: Counter<'outcome'>;
  private readonly sends: Counter<'transport' | 'outcome'>;

  constructor() {
    const registers = [this.registry];
    this.refused = new Counter({
      name: 'parkwire_mqtt_refused_total',
      help: 'What the bundled broker refused, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.dropped = new Counter({
      name: 'parkwire_mqtt_dropped_total',
      help: 'Messages from controllers that were dropped without effect, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.observed = new Counter({
      name: 'parkwire_observations_total',
      help: 'Observations of slots by controllers: events in their turn, and snapshots that said something new',
      registers,
    });
    this.taken = new Counter({
      name: 'parkwire_mqtt_taken_total',
      help: 'Messages from controllers that were taken in, by kind',
      labelNames: ['kind'],
      registers,
    });
    this.webhooks = new Counter({
      name: 'parkwire_webhooks_total',
      help: 'Webhook requests, by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.payments = new Counter({
      name: 'parkwire_payments_total',
      help: 'Reports of card payments, by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.sends = new Counter({
      name: 'parkwire_messages_sent_total',
      help: 'Tries to send a message, by way and outcome',
      labelNames: ['transport', 'outcome'],
      registers,
    });
    this.opinions = new Counter({
      name: 'parkwire_second_opinions_total',
      help: 'Texts that the grammar did not understand and Dialogflow was to be asked about, by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.expiryFailures = new Counter({
      name: 'parkwire_expiry_failures_total',
      help: 'Tries to end a booking whose hold has run out that failed',
      registers,
    });
  }

  start(): void {
    runtimeRegistry();
  }

  stop(): void {
    this.registry.clear();
  }

  /** A figure that is read when somebody asks for it. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => gauge.set(await read()),
    });
  }

  mqttRefused(reason: string): void {
    this.refused.inc({ reason });
  }

  mqttDropped(reason: string): void {
    this.dropped.inc({ reason });
  }

  mqttTaken(kind: string): void {
    this.taken.inc({ kind });
  }

  observations(count: number): void {
    this.observed.inc(count);
  }

  webhook(outcome: string): void {
    this.webhooks.inc({ outcome });
  }

  payment(outcome: string): void {
    this.payments.inc({ outcome });
  }

  sent(transport: string, outcome: string): void {
    this.sends.inc({ transport, outcome });
  }

  secondOpinion(outcome: string): void {
    this.opinions.inc({ outcome });
  }

  expiryFailed(): void {
    this.expiryFailures.inc();
  }

  async text(): Promise<{ type: string; body: string }> {
    const bodies = await Promise.all([runtimeRegistry(), this.registry].map((registry) => registry.metrics()));
    return { type: this.registry.contentType, body: bodies.join('\n') };
  }
}
