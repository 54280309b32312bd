import mqtt, { type MqttClient } from 'mqtt';
import { z } from 'zod';

/**
 * The configurations of MQTT entities as Home Assistant documents them, of the two kinds that we use; whatever is not there is refused.
 * https://www.home-assistant.io/integrations/mqtt/, /integrations/binary_sensor.mqtt/, /integrations/sensor.mqtt/
 */
const topic = z
  .string()
  .min(1)
  .max(65_535)
  .regex(/^[^#+\0]*$/);
/** The one shape of template that is rendered here; Jinja renders it the same. */
const template = z.string().regex(/^\{\{ value_json\.[A-Za-z]+ \}\}$/);

const device = z
  .strictObject({
    identifiers: z.array(z.string()).optional(),
    connections: z.array(z.tuple([z.string(), z.string()])).optional(),
    manufacturer: z.string().optional(),
    model: z.string().optional(),
    model_id: z.string().optional(),
    name: z.string().optional(),
    hw_version: z.string().optional(),
    serial_number: z.string().optional(),
    sw_version: z.string().optional(),
    via_device: z.string().optional(),
    suggested_area: z.string().optional(),
    configuration_url: z.url({ protocol: /^https?$/ }).optional(),
  })
  .refine(({ identifiers, connections }) => Boolean(identifiers?.length || connections?.length), 'has no identifier');

const common = {
  name: z.string().nullable().optional(),
  unique_id: z.string(),
  state_topic: topic,
  value_template: template.optional(),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  availability_mode: z.enum(['all', 'any', 'latest']).optional(),
  availability: z
    .array(
      z.strictObject({
        topic,
        payload_available: z.string().optional(),
        payload_not_available: z.string().optional(),
        value_template: template.optional(),
      }),
    )
    .optional(),
  device: device.optional(),
  origin: z
    .strictObject({ name: z.string(), sw_version: z.string().optional(), support_url: z.url().optional() })
    .optional(),
  enabled_by_default: z.boolean().optional(),
  entity_category: z.enum(['diagnostic', 'config']).optional(),
  icon: z
    .string()
    .regex(/^mdi:[a-z0-9-]+$/)
    .optional(),
  json_attributes_topic: topic.optional(),
  json_attributes_template: template.optional(),
  expire_after: z.int().positive().optional(),
  force_update: z.boolean().optional(),
};

const schemas = {
  binary_sensor: z.strictObject({
    ...common,
    // Of https://www.home-assistant.io/integrations/binary_sensor/#device-class those that could be meant.
    device_class: z.enum(['connectivity', 'occupancy', 'presence', 'problem', 'running', 'update']).optional(),
    payload_on: z.string().optional(),
    payload_off: z.string().optional(),
    off_delay: z.int().nonnegative().optional(),
  }),
  sensor: z
    .strictObject({
      ...common,
      // Of https://www.home-assistant.io/integrations/sensor/#device-class those that could be meant.
      device_class: z.enum(['signal_strength', 'temperature', 'timestamp', 'duration', 'enum']).optional(),
      state_class: z.enum(['measurement', 'total', 'total_increasing']).optional(),
      unit_of_measurement: z.string().optional(),
      suggested_display_precision: z.int().optional(),
      options: z.array(z.string()).optional(),
    })
    .refine(
      ({ device_class: of, unit_of_measurement: unit }) =>
        of !== 'signal_strength' || ['dB', 'dBm'].includes(unit ?? ''),
      'signal_strength is in dB or dBm',
    )
    .refine(
      ({ device_class: of, state_class, unit_of_measurement: unit }) => of !== 'timestamp' || (!unit && !state_class),
      'a timestamp has no unit',
    ),
} as const;

type Configuration = z.infer<(typeof schemas)['binary_sensor']> | z.infer<(typeof schemas)['sensor']>;

/** Home Assistant as far as it deals with MQTT discovery: it subscribes to what it does, and shows what it would. */
export class HomeAssistantClient {
  /** By the topic of its configuration. */
  readonly entities = new Map<string, Configuration>();
  /** Configurations that were not as documented. */
  readonly refused: string[] = [];
  readonly client: MqttClient;
  private readonly prefix: string;
  private readonly last = new Map<string, string>();
  private readonly looks = new Set<() => void>();

  private constructor(client: MqttClient, prefix: string) {
    this.client = client;
    this.prefix = prefix;
    client.on('message', (at, payload) => {
      this.receive(at, payload.toString('utf8'));
      for (const look of [...this.looks]) look();
    });
  }

  static async start(
    url: string,
    login: { username: string; password: string },
    prefix = 'homeassistant',
  ): Promise<HomeAssistantClient> {
    const client = await mqtt.connectAsync(url, {
      ...{
        ...login,
        clientId: `7pQ${Math.random().toString(36).slice(2)}Z`,
        clean: true,
        protocolVersion: 4,
        reconnectPeriod: 200,
      },
      will: { topic: `${prefix}/status`, payload: Buffer.from('offline'), qos: 0, retain: false },
    });
    const home = new HomeAssistantClient(client, prefix);
    // As it does, with topics of other integrations among them.
    const filters = ['+/+/config', '+/+/+/config', 'device/+/config'].map((rest) => `${prefix}/${rest}`);
    await client.subscribeAsync([...filters, `${prefix}/status`, 'tasmota/discovery/#'], { qos: 0 });
    await home.sayOnline();
    return home;
  }

  async sayOnline(): Promise<void> {
    await this.client.publishAsync(`${this.prefix}/status`, 'online', { qos: 0, retain: false });
  }

  /** What it shows of an entity: `unavailable`, `unknown`, or its state; null where there is none of that id. */
  state(uniqueId: string): string | null {
    const found = [...this.entities].find(([, { unique_id }]) => unique_id === uniqueId);
    if (!found) return null;
    const [at, configuration] = found;
    const { availability = [], state_topic, value_template } = configuration;
    const isThere = availability.every(
      (one) => this.render(one.topic, one.value_template) === (one.payload_available ?? 'online'),
    );
    if (!isThere) return 'unavailable';
    const value = this.render(state_topic, value_template);
    if (value === null || value === 'None') return 'unknown';
    if (!at.includes('/binary_sensor/')) return value;
    const { payload_on = 'ON', payload_off = 'OFF' } = configuration as z.infer<(typeof schemas)['binary_sensor']>;
    return value === payload_on ? 'on' : value === payload_off ? 'off' : 'unknown';
  }

  /** Waits until it shows that, looking after each message. */
  async shows(uniqueId: string, state: string | null, withinMs = 15_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.looks.delete(look);
        reject(new Error(`${uniqueId} is ${this.state(uniqueId)}, not ${state}`));
      }, withinMs);
      const look = (): void => {
        if (this.state(uniqueId) !== state) return;
        clearTimeout(timer);
        this.looks.delete(look);
        resolve();
      };
      this.looks.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    await this.client.endAsync(true);
  }

  private receive(at: string, payload: string): void {
    const [, platform] = new RegExp(`^${this.prefix}/(binary_sensor|sensor)/.+/config$`).exec(at) ?? [];
    if (platform === undefined) {
      this.last.set(at, payload);
      return;
    }
    if (payload === '') {
      this.entities.delete(at);
      return;
    }
    const parsed = schemas[platform as keyof typeof schemas].safeParse(JSON.parse(payload));
    if (!parsed.success) {
      this.refused.push(`${at}: ${parsed.error.message}`);
      return;
    }
    this.entities.set(at, parsed.data);
    const topics = [parsed.data.state_topic, ...(parsed.data.availability ?? []).map((one) => one.topic)];
    this.client.subscribe([...new Set(topics)], { qos: 1 });
  }

  /** What a template makes of the last message on a topic, as Jinja renders it. */
  private render(at: string, value: string | undefined): string | null {
    const payload = this.last.get(at);
    if (payload === undefined || payload === '') return null;
    if (value === undefined) return payload;
    const field = /value_json\.([A-Za-z]+)/.exec(value)?.[1] ?? '';
    const found = (JSON.parse(payload) as Record<string, unknown>)[field];
    return found === null ? 'None' : String(found);
  }
}
