import type { OpenChannel } from '../../app/channel-directory.ts';
import type { ChannelProbe, ProbeResult } from '../../app/ports/channel-probe.ts';

/** Where the providers are asked. */
export interface ProbeOptions {
  /** Twilio's REST API; null for Twilio's own addresses. */
  readonly twilioUrl: string | null;
  /** Meta's Graph API with its version. */
  readonly graphUrl: string;
}

const TIMEOUT_MS = 10_000;
/** A trial account sends 50 messages a day (Twilio, looked up November 2026). */
const TRIAL_QUOTA = 50;

type Json = Readonly<Record<string, unknown>>;

/** Asks Twilio and Meta about an account, by reads alone. */
export class ProviderProbe implements ChannelProbe {
  private readonly options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.options = options;
  }

  async probe(channel: OpenChannel, contentSids: readonly string[]): Promise<ProbeResult> {
    try {
      return channel.kind === 'twilio' ? await this.twilio(channel, contentSids) : await this.meta(channel);
    } catch (error) {
      const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string };
      return { isWell: false, detail: `no answer (${code ?? (error as Error).name})`, quota: null, templates: [] };
    }
  }

  /** The account resource, and the approval of each content template (Twilio's Content API, ApprovalRequests). */
  private async twilio({ account, open }: OpenChannel, contentSids: readonly string[]): Promise<ProbeResult> {
    const { twilioUrl } = this.options;
    const authorization = `Basic ${Buffer.from(`${account}:${open.authToken}`).toString('base64')}`;
    const { status, body } = await get(
      `${twilioUrl ?? 'https://api.twilio.com'}/2010-04-01/Accounts/${account}.json`,
      authorization,
    );
    if (status !== 200) return { isWell: false, detail: `Twilio: HTTP ${status}`, quota: null, templates: [] };
    const templates = [];
    for (const sid of contentSids) {
      const base = twilioUrl ?? 'https://content.twilio.com';
      const approval = await get(`${base}/v1/Content/${sid}/ApprovalRequests`, authorization);
      const whatsapp = (approval.body['whatsapp'] ?? {}) as Json;
      const known = approval.status === 200 ? String(whatsapp['status'] ?? 'unsubmitted') : `HTTP ${approval.status}`;
      templates.push({ name: String(whatsapp['name'] || sid), language: '', status: known });
    }
    const detail = `${body['friendly_name']}, ${body['status']}`;
    return {
      isWell: body['status'] === 'active',
      detail,
      quota: body['type'] === 'Trial' ? TRIAL_QUOTA : null,
      templates,
    };
  }

  /** The number with its quality and limit, and the templates of its WhatsApp Business account where that is known. */
  private async meta({ address, account, open }: OpenChannel): Promise<ProbeResult> {
    const { graphUrl } = this.options;
    const authorization = `Bearer ${open.accessToken}`;
    const fields = 'display_phone_number,verified_name,quality_rating,messaging_limit_tier';
    const { status, body } = await get(`${graphUrl}/${address}?fields=${fields}`, authorization);
    if (status !== 200) {
      const { code } = (body['error'] ?? {}) as { code?: number };
      return {
        isWell: false,
        detail: `Meta: ${code ? `error ${code}, ` : ''}HTTP ${status}`,
        quota: null,
        templates: [],
      };
    }
    const found = account
      ? await get(`${graphUrl}/${account}/message_templates?fields=name,language,status&limit=100`, authorization)
      : null;
    const templates = ((found?.body['data'] ?? []) as Json[]).map((one) => ({
      ...{ name: String(one['name']), language: String(one['language']), status: String(one['status']).toLowerCase() },
    }));
    const detail = `${body['verified_name']}, quality ${String(body['quality_rating'] ?? 'unknown').toLowerCase()}`;
    return {
      isWell: body['quality_rating'] !== 'RED',
      detail,
      quota: quotaOf(body['messaging_limit_tier']),
      templates,
    };
  }
}

/** `TIER_250`, `TIER_1K`, `TIER_10K`, `TIER_100K`; unlimited and unknown ones have none. */
function quotaOf(tier: unknown): number | null {
  const [, count, thousands] = /^TIER_(\d+)(K?)$/.exec(String(tier)) ?? [];
  return count === undefined ? null : Number(count) * (thousands ? 1000 : 1);
}

async function get(url: string, authorization: string): Promise<{ status: number; body: Json }> {
  const response = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Json };
}
