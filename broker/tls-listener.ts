import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { BrokerLogger } from './access.ts';
import type { Broker } from './broker.ts';
import { BACKLOG } from './limits.ts';

export interface TlsListenerOptions {
  readonly broker: Broker;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** PEM; the chain, the broker's own certificate first. */
  readonly certFile: string;
  /** PEM. */
  readonly keyFile: string;
  readonly logger?: BrokerLogger;
  /** How often the files are looked at, in ms. */
  readonly watchEveryMs?: number;
}

/**
 * The broker's door with TLS. What connects is under the broker's guards from its first byte on, so that a handshake that never
 * ends takes a seat and no more. A renewed certificate is taken for the connections that come after it; those that
 * stand go on.
 */
export class TlsListener {
  private readonly options: TlsListenerOptions;
  private readonly server: Server;
  private context: SecureContext | null = null;
  private readonly streams = new Set<TLSSocket>();
  private readonly onChange = (): void => void this.renew();

  constructor(options: TlsListenerOptions) {
    this.options = options;
    this.server = createServer((socket) => this.serve(socket));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Rejects where the files cannot be read or do not belong together, or the port cannot be had. */
  async start(): Promise<void> {
    const { host, port, certFile, keyFile, logger, watchEveryMs = 5000 } = this.options;
    this.context = await this.read();
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host, backlog: BACKLOG }, resolve);
    });
    this.server.removeAllListeners('error');
    this.server.on('error', (error) => logger?.error({ reason: String(error) }, 'mqtt: the listener with TLS failed'));
    logger?.info({ host, port: this.port }, 'mqtt: listening with TLS');
    // By their state, not by events: a renewal often swaps a symbolic link or a whole folder.
    for (const file of [certFile, keyFile])
      watchFile(file, { interval: watchEveryMs, persistent: false }, this.onChange);
  }

  /** Ends the connections that came by this door, too: the server below would wait for them. */
  async stop(): Promise<void> {
    for (const file of [this.options.certFile, this.options.keyFile]) unwatchFile(file, this.onChange);
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    await Promise.all([...this.streams].map((stream) => this.options.broker.hangUp(stream)));
    await closed;
  }

  /** Takes the files as they are now; where they are no pair, as in the midst of a renewal, what was there before stays. */
  async renew(): Promise<void> {
    try {
      this.context = await this.read();
      this.options.logger?.info({}, 'mqtt: the certificate was read again');
    } catch (error) {
      this.options.logger?.warn(
        { reason: String(error) },
        'mqtt: the new certificate cannot be used, the former stays',
      );
    }
  }

  private serve(socket: Socket): void {
    if (!this.context) return void socket.destroy();
    const secure = new TLSSocket(socket, { isServer: true, secureContext: this.context });
    // Who leaves within the handshake leaves the socket below without an end.
    this.streams.add(secure);
    secure.once('close', () => {
      this.streams.delete(secure);
      socket.destroy();
    });
    this.options.broker.handle(secure, socket.remoteAddress ?? '');
  }

  private async read(): Promise<SecureContext> {
    const { certFile, keyFile } = this.options;
    const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
    return createSecureContext({ cert, key, minVersion: 'TLSv1.2' });
  }
}
