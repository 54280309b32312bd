import { z } from 'zod';

/** Where controllers are heard. */
export interface MqttConfig {
  /** Port of the bundled broker; null when an external one is used. */
  readonly mqttPort: number | null;
  readonly mqttUrl: string | null;
  /** The bundled broker's door with TLS; null where there is none. */
  readonly mqttTls: { readonly port: number; readonly certFile: string; readonly keyFile: string } | null;
}

/** `port` reads a port, with the one that is meant where none is given. */
export const mqttVariables = (port: (fallback: number) => z.ZodType<number, string | undefined>) => ({
  MQTT_PORT: port(1883),
  MQTT_URL: z
    .url({ protocol: /^(mqtts?|wss?)$/, error: 'must be a URL that begins with mqtt://, mqtts://, ws:// or wss://' })
    .optional(),
  MQTT_TLS_PORT: port(8883),
  MQTT_TLS_CERT_FILE: z.string().min(1).optional(),
  MQTT_TLS_KEY_FILE: z.string().min(1).optional(),
});

interface Values {
  readonly PORT: number;
  readonly MQTT_PORT: number;
  readonly MQTT_URL?: string | undefined;
  readonly MQTT_TLS_PORT: number;
  readonly MQTT_TLS_CERT_FILE?: string | undefined;
  readonly MQTT_TLS_KEY_FILE?: string | undefined;
}

export function contradictionsOfMqtt(values: Values): string[] {
  const { PORT, MQTT_PORT, MQTT_URL, MQTT_TLS_PORT, MQTT_TLS_CERT_FILE, MQTT_TLS_KEY_FILE } = values;
  const lines: string[] = [];
  if (!MQTT_URL && PORT !== 0 && PORT === MQTT_PORT) lines.push('MQTT_PORT: must differ from PORT');
  const hasTls = MQTT_TLS_CERT_FILE !== undefined;
  if (hasTls !== (MQTT_TLS_KEY_FILE !== undefined)) {
    const missing = hasTls ? 'MQTT_TLS_KEY_FILE' : 'MQTT_TLS_CERT_FILE';
    lines.push(`${missing}: TLS needs both MQTT_TLS_CERT_FILE and MQTT_TLS_KEY_FILE`);
  }
  if (hasTls && MQTT_URL)
    lines.push('MQTT_TLS_CERT_FILE: is for the bundled broker; with MQTT_URL the external one has the certificate');
  if (hasTls && MQTT_TLS_PORT !== 0 && [PORT, MQTT_PORT].includes(MQTT_TLS_PORT))
    lines.push('MQTT_TLS_PORT: must differ from PORT and MQTT_PORT');
  return lines;
}

export function mqttOf({ MQTT_PORT, MQTT_URL, MQTT_TLS_PORT, ...files }: Values): MqttConfig {
  const { MQTT_TLS_CERT_FILE: certFile, MQTT_TLS_KEY_FILE: keyFile } = files;
  const hasTls = certFile !== undefined && keyFile !== undefined;
  return {
    mqttPort: MQTT_URL ? null : MQTT_PORT,
    mqttUrl: MQTT_URL ?? null,
    mqttTls: hasTls ? Object.freeze({ port: MQTT_TLS_PORT, certFile, keyFile }) : null,
  };
}
