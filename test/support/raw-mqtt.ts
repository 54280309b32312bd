import { Socket } from 'node:net';

/**
 * A small MQTT 3.1.1 client written from the standard, over a bare socket. It shares no code with mqtt.js or Aedes,
 * so a mistake those two make together shows; and it can misbehave: raw bytes, no acknowledgements, sudden death.
 */
export interface RawWill {
  topic: string;
  payload: string | Buffer;
  qos?: 0 | 1 | 2;
  retain?: boolean;
}

export interface RawLogin {
  clientId: string;
  username?: string;
  password?: string | Buffer;
  clean?: boolean;
  keepalive?: number;
  will?: RawWill;
}

/** One packet as it came: type (3.1.1 table 2.1), flags of the first byte, everything after the length. */
export interface RawPacket {
  type: number;
  flags: number;
  body: Buffer;
}

export interface RawMessage {
  topic: string;
  payload: string;
  qos: number;
  retain: boolean;
  dup: boolean;
  messageId: number;
}

const CONNACK = 2;
const PUBLISH = 3;
const PUBACK = 4;
const SUBACK = 9;
const UNSUBACK = 11;
const PINGRESP = 13;

const u16 = (n: number): Buffer => Buffer.from([n >> 8, n & 0xff]);
const field = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([u16(bytes.length), bytes]);
};

/** Remaining length, 2.2.3: seven bits a byte, least significant first. */
export function encodeLength(length: number): Buffer {
  const bytes: number[] = [];
  do {
    const rest = Math.floor(length / 128);
    bytes.push((length % 128) | (rest > 0 ? 0x80 : 0));
    length = rest;
  } while (length > 0);
  return Buffer.from(bytes);
}

export function encodePacket(type: number, flags: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([(type << 4) | flags]), encodeLength(body.length), body]);
}

export function encodeConnect(login: RawLogin): Buffer {
  const { will, username, password } = login;
  let flags = login.clean === false ? 0 : 0x02;
  if (will) flags |= 0x04 | ((will.qos ?? 0) << 3) | (will.retain ? 0x20 : 0);
  if (password !== undefined) flags |= 0x40;
  if (username !== undefined) flags |= 0x80;
  const parts = [field('MQTT'), Buffer.from([4, flags]), u16(login.keepalive ?? 60), field(login.clientId)];
  if (will) parts.push(field(will.topic), field(will.payload));
  if (username !== undefined) parts.push(field(username));
  if (password !== undefined) parts.push(field(password));
  return encodePacket(1, 0, ...parts);
}

export interface RawPublish {
  qos?: 0 | 1 | 2;
  retain?: boolean;
  dup?: boolean;
  messageId?: number;
}

export function encodePublish(topic: string, payload: string | Buffer, options: RawPublish = {}): Buffer {
  const qos = options.qos ?? 0;
  const flags = (options.dup ? 8 : 0) | (qos << 1) | (options.retain ? 1 : 0);
  const id = qos > 0 ? [u16(options.messageId ?? 1)] : [];
  return encodePacket(PUBLISH, flags, field(topic), ...id, Buffer.from(payload as string));
}

export function encodeSubscribe(messageId: number, filters: readonly string[], qos: 0 | 1 | 2 = 1): Buffer {
  return encodePacket(8, 2, u16(messageId), ...filters.flatMap((filter) => [field(filter), Buffer.from([qos])]));
}

interface Waiter {
  matches(packet: RawPacket): boolean;
  resolve(packet: RawPacket): void;
  reject(err: Error): void;
}

export class RawMqtt {
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** Every message received so far. */
  readonly messages: RawMessage[] = [];
  /** Off: QoS 1 messages stay unacknowledged. */
  autoAck = true;
  /** Packets received so far, by type. */
  readonly counts: number[] = Array(16).fill(0);
  readonly #socket: Socket;
  readonly #waiters = new Set<Waiter>();
  /** What came and nobody waited for. */
  #unclaimed: RawPacket[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #nextId = 1;
  #isClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (chunk) => this.#receive(chunk));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isClosed = true;
        for (const waiter of this.#waiters) waiter.reject(new Error('connection closed'));
        this.#waiters.clear();
        resolve();
      });
    });
  }

  /** Opens a socket; sends nothing. `from` is a local address, such as 127.0.0.2, to be another peer. */
  static open(port: number, from?: string): Promise<RawMqtt> {
    const socket = new Socket();
    const client = new RawMqtt(socket);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('connect', () => resolve(client));
      socket.connect({ port, host: '127.0.0.1', ...(from === undefined ? {} : { localAddress: from }) });
    });
  }

  /** Opens and logs in; rejects when the server does not accept. */
  static async connect(port: number, login: RawLogin): Promise<RawMqtt> {
    const client = await RawMqtt.open(port);
    const code = await client.login(login);
    if (code !== 0) throw new Error(`CONNACK ${code}`);
    return client;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Sends CONNECT and answers the return code of CONNACK. */
  async login(login: RawLogin): Promise<number> {
    this.write(encodeConnect(login));
    const { body } = await this.next((packet) => packet.type === CONNACK);
    return body[1]!;
  }

  /** QoS 1 resolves with the PUBACK, QoS 0 at once. */
  async publish(topic: string, payload: string | Buffer, options: RawPublish = {}): Promise<void> {
    const messageId = options.messageId ?? this.#id();
    this.write(encodePublish(topic, payload, { ...options, messageId }));
    if (options.qos === 1) await this.#answer(PUBACK, messageId);
  }

  /** Answers the SUBACK's codes: the QoS granted, or 0x80. */
  async subscribe(filters: string | readonly string[], qos: 0 | 1 | 2 = 1): Promise<number[]> {
    const messageId = this.#id();
    this.write(encodeSubscribe(messageId, typeof filters === 'string' ? [filters] : filters, qos));
    const { body } = await this.#answer(SUBACK, messageId);
    return [...body.subarray(2)];
  }

  async unsubscribe(filter: string): Promise<void> {
    const messageId = this.#id();
    this.write(encodePacket(10, 2, u16(messageId), field(filter)));
    await this.#answer(UNSUBACK, messageId);
  }

  /** A round trip: the server has handled what was sent before, in the order it handles it. */
  async ping(): Promise<void> {
    this.write(encodePacket(12, 0));
    await this.next((packet) => packet.type === PINGRESP);
  }

  /** The next message nobody took yet. */
  async message(matches: (message: RawMessage) => boolean = () => true): Promise<RawMessage> {
    return decodePublish(await this.next((packet) => packet.type === PUBLISH && matches(decodePublish(packet))));
  }

  /** The next packet nobody took yet; rejects when the connection ends first. */
  next(matches: (packet: RawPacket) => boolean): Promise<RawPacket> {
    const at = this.#unclaimed.findIndex(matches);
    if (at >= 0) return Promise.resolve(this.#unclaimed.splice(at, 1)[0]!);
    if (this.#isClosed) return Promise.reject(new Error('connection closed'));
    return new Promise((resolve, reject) => this.#waiters.add({ matches, resolve, reject }));
  }

  write(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#socket.write(bytes);
  }

  /** Stops reading: the server's messages pile up. */
  freeze(): void {
    this.#socket.pause();
  }

  thaw(): void {
    this.#socket.resume();
  }

  /** DISCONNECT, then the end; no will. */
  async disconnect(): Promise<void> {
    this.#socket.end(encodePacket(14, 0));
    await this.closed;
  }

  /** Sudden death: a reset, no DISCONNECT, so the will fires. */
  async destroy(): Promise<void> {
    this.#socket.resetAndDestroy();
    await this.closed;
  }

  #id(): number {
    const id = this.#nextId;
    this.#nextId = (id % 0xffff) + 1;
    return id;
  }

  #answer(type: number, messageId: number): Promise<RawPacket> {
    return this.next((packet) => packet.type === type && packet.body.readUInt16BE(0) === messageId);
  }

  #receive(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (let packet = this.#take(); packet; packet = this.#take()) this.#handle(packet);
  }

  #take(): RawPacket | undefined {
    let length = 0;
    let at = 1;
    for (; ; at++) {
      const byte = this.#buffer[at];
      if (byte === undefined) return undefined;
      length += (byte & 0x7f) * 128 ** (at - 1);
      if ((byte & 0x80) === 0) break;
    }
    const end = at + 1 + length;
    if (this.#buffer.length < end) return undefined;
    const first = this.#buffer[0]!;
    const body = Buffer.from(this.#buffer.subarray(at + 1, end));
    this.#buffer = this.#buffer.subarray(end);
    return { type: first >> 4, flags: first & 0x0f, body };
  }

  #handle(packet: RawPacket): void {
    this.counts[packet.type]! += 1;
    if (packet.type === PUBLISH) {
      const message = decodePublish(packet);
      this.messages.push(message);
      if (message.qos === 1 && this.autoAck) this.write(encodePacket(PUBACK, 0, u16(message.messageId)));
    }
    for (const waiter of this.#waiters) {
      if (!waiter.matches(packet)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(packet);
      return;
    }
    this.#unclaimed.push(packet);
  }
}

function decodePublish({ flags, body }: RawPacket): RawMessage {
  const qos = (flags >> 1) & 3;
  const topicEnd = 2 + body.readUInt16BE(0);
  const start = topicEnd + (qos > 0 ? 2 : 0);
  return {
    topic: body.toString('utf8', 2, topicEnd),
    payload: body.toString('utf8', start),
    qos,
    retain: (flags & 1) === 1,
    dup: (flags & 8) === 8,
    messageId: qos > 0 ? body.readUInt16BE(topicEnd) : 0,
  };
}
