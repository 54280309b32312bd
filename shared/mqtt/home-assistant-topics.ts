/**
 * Topics that Home Assistant reads, and the one on which it says that it is there. State is below a root of its own, because the
 * controllers' topics say what boards believe, and this says what the server does.
 * Shape of the configuration topics: https://www.home-assistant.io/integrations/mqtt/#discovery-topic
 */
const ROOT = 'parkwire/home-assistant';

export type HomeAssistantPlatform = 'binary_sensor' | 'sensor';

export const homeAssistantTopics = {
  /** `online` while the server is; its will says `offline`. */
  server: `${ROOT}/server`,
  slot: (lot: string, slot: string): string => `${ROOT}/${lot}/slot/${slot}`,
  controller: (lot: string, controller: string): string => `${ROOT}/${lot}/controller/${controller}`,
  /** An entity's configuration; `node` is of a lot or a controller. */
  config: (prefix: string, platform: HomeAssistantPlatform, node: string, entity: string): string =>
    `${prefix}/${platform}/parkwire-${node}/${entity}/config`,
  /** Where Home Assistant says `online` when it starts. */
  birth: (prefix: string): string => `${prefix}/status`,
  configurations: (prefix: string): string => `${prefix}/+/+/+/config`,
} as const;

/** Whether a topic is one of our configurations below that prefix. */
export function isOurConfiguration(prefix: string, topic: string): boolean {
  if (!topic.startsWith(`${prefix}/`)) return false;
  return /^(binary_sensor|sensor)\/parkwire-[^/]+\/[^/]+\/config$/.test(topic.slice(prefix.length + 1));
}

/** Whether Home Assistant may be sent that topic: what is below its prefix, and what we say to it. */
export function homeAssistantMayRead(prefix: string, topic: string): boolean {
  return topic.startsWith(`${prefix}/`) || topic.startsWith(`${ROOT}/`);
}
