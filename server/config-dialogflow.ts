import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The variables that say which agent of Dialogflow is asked, and with which key. */
export const dialogflowVariables = {
  GOOGLE_APPLICATION_CREDENTIALS: z.string().optional(),
  DIALOGFLOW_PROJECT_ID: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the id of a project at Google Cloud, such as my-car-park')
    .optional(),
  DIALOGFLOW_LOCATION: z
    .string()
    .regex(/^[a-z]{2,20}(-[a-z]{2,20}\d{1,2})?$/, 'must be the agent’s location, such as global or asia-south1')
    .optional(),
  DIALOGFLOW_AGENT_ID: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be the agent’s id, the last part of its name (a UUID)')
    .optional(),
  DIALOGFLOW_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
    .optional(),
};

const variables = z.object(dialogflowVariables);
type Values = z.infer<typeof variables>;

export interface DialogflowConfig {
  /** Of a service account. */
  readonly keyFile: string;
  readonly projectId: string;
  readonly location: string;
  readonly agentId: string;
  /** Null for Google's own. */
  readonly apiUrl: string | null;
}

/** Null where no agent is asked. */
export function dialogflowOf(values: Values): DialogflowConfig | null {
  const { GOOGLE_APPLICATION_CREDENTIALS: keyFile, DIALOGFLOW_PROJECT_ID: projectId } = values;
  const { DIALOGFLOW_LOCATION: location, DIALOGFLOW_AGENT_ID: agentId, DIALOGFLOW_API_URL: apiUrl = null } = values;
  if (!keyFile || !projectId || !location || !agentId) return null;
  return Object.freeze({ keyFile, projectId, location, agentId, apiUrl: apiUrl?.replace(/\/+$/, '') ?? null });
}

/** One line for each variable that is missing, or of which it is seen at once that it will not do. */
export function contradictionsOfDialogflow(values: Values): string[] {
  const { DIALOGFLOW_PROJECT_ID, DIALOGFLOW_LOCATION, DIALOGFLOW_AGENT_ID, GOOGLE_APPLICATION_CREDENTIALS } = values;
  const agent = { DIALOGFLOW_PROJECT_ID, DIALOGFLOW_LOCATION, DIALOGFLOW_AGENT_ID };
  // The key may be there for something else on this machine; whoever names an agent wants it asked.
  if (Object.values(agent).every((value) => value === undefined)) return [];
  const needed = { GOOGLE_APPLICATION_CREDENTIALS, ...agent };
  const missing = Object.entries(needed).filter(([, value]) => value === undefined);
  if (missing.length > 0 || GOOGLE_APPLICATION_CREDENTIALS === undefined) {
    return missing.map(([name]) => `${name}: an agent of Dialogflow needs ${Object.keys(needed).join(', ')}`);
  }
  try {
    const key = JSON.parse(readFileSync(GOOGLE_APPLICATION_CREDENTIALS, 'utf8')) as { client_email?: unknown } | null;
    if (typeof key?.client_email === 'string') return [];
    return ['GOOGLE_APPLICATION_CREDENTIALS: is not the JSON key file of a service account'];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [`GOOGLE_APPLICATION_CREDENTIALS: ${code ? `cannot be read (${code})` : 'is not a JSON file'}`];
  }
}
