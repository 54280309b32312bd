import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { Broker } from './broker.ts';

/** Several packets may come in one frame [MQTT-6.0.0-2]; no client of ours joins more than this. */
const MOST_BYTES = 64 * 1024;
/** What the client has to offer [MQTT-6.0.0-3]. */
const PROTOCOL = 'mqtt';
/** Of a frame of text, which MQTT does not have [MQTT-6.0.0-1]. */
const UNSUPPORTED_DATA = 1003;

/**
 * MQTT over WebSocket on a server of HTTP, at one path: for boards and programs behind networks that let nothing else out, and for
 * whatever stands before the server with a certificate. Answers how to end it, with the connections that it brought.
 */
export function serveWebSockets(http: HttpServer, path: string, broker: Broker): () => Promise<void> {
  const streams = new Set<Duplex>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== path) return;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
    if (!offered.includes(PROTOCOL)) {
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('message', (_data, isBinary) => {
        if (!isBinary) opened.close(UNSUPPORTED_DATA, 'MQTT is binary');
      });
      const stream = createWebSocketStream(opened);
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      broker.handle(stream, request.socket.remoteAddress ?? '');
    });
  };
  http.on('upgrade', upgrade);
  return async () => {
    http.off('upgrade', upgrade);
    await Promise.all([...streams].map((stream) => broker.hangUp(stream)));
    for (const left of sockets.clients) left.terminate();
  };
}
