import { z } from 'zod';

/** Levels without wildcards, and not ours. */
const DISCOVERY_PREFIX = /^(?!parkwire(\/|$))[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;

/** How Home Assistant is told of the slots. */
export interface HomeAssistantConfig {
  /** Its discovery prefix: `homeassistant` unless it was told otherwise there. */
  readonly prefix: string;
  /** Its account at the bundled broker; null at an external one, which has accounts of its own. */
  readonly account: { readonly username: string; readonly password: string } | null;
}

export const homeAssistantVariables = {
  HOME_ASSISTANT_PREFIX: z
    .string()
    .regex(DISCOVERY_PREFIX, 'must be the discovery prefix of Home Assistant, such as homeassistant')
    .optional(),
  HOME_ASSISTANT_USERNAME: z
    .string()
    // Nobody's who is a controller, and no id of one either: those have no underscore.
    .regex(
      /^(?=.*_)[A-Za-z0-9_-]{3,32}$/,
      'must be 3 to 32 letters, digits, - and _, with a _ in it, such as home_assistant',
    )
    .optional(),
  HOME_ASSISTANT_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
};

interface Values {
  readonly MQTT_URL?: string | undefined;
  readonly HOME_ASSISTANT_PREFIX?: string | undefined;
  readonly HOME_ASSISTANT_USERNAME?: string | undefined;
  readonly HOME_ASSISTANT_PASSWORD?: string | undefined;
}

export function contradictionsOfHomeAssistant(values: Values): string[] {
  const {
    MQTT_URL,
    HOME_ASSISTANT_PREFIX: prefix,
    HOME_ASSISTANT_USERNAME: user,
    HOME_ASSISTANT_PASSWORD: word,
  } = values;
  const hasAccount = user !== undefined || word !== undefined;
  if (prefix === undefined) return hasAccount ? ['HOME_ASSISTANT_PREFIX: is missing beside its account'] : [];
  if (MQTT_URL) {
    return hasAccount ? ['HOME_ASSISTANT_USERNAME: with MQTT_URL the external broker has the account'] : [];
  }
  if (user === undefined) return ['HOME_ASSISTANT_USERNAME: the bundled broker needs an account for Home Assistant'];
  return word === undefined ? ['HOME_ASSISTANT_PASSWORD: the bundled broker needs an account for Home Assistant'] : [];
}

/** Null where Home Assistant is told nothing, as unless somebody asks for it. */
export function homeAssistantOf(values: Values): HomeAssistantConfig | null {
  const {
    HOME_ASSISTANT_PREFIX: prefix,
    HOME_ASSISTANT_USERNAME: username,
    HOME_ASSISTANT_PASSWORD: password,
  } = values;
  if (prefix === undefined) return null;
  const hasAccount = username !== undefined && password !== undefined;
  return Object.freeze({ prefix, account: hasAccount ? Object.freeze({ username, password }) : null });
}
