import type { OpenChannel } from '../channel-directory.ts';

/** What a provider says of an account when it is asked; nobody is messaged for it. */
export interface ProbeResult {
  readonly isWell: boolean;
  /** For people: what is wrong, or how the account is called and rated. */
  readonly detail: string;
  /** Messages a day that the provider lets us begin, where it says so. */
  readonly quota: number | null;
  readonly templates: readonly { readonly name: string; readonly language: string; readonly status: string }[];
}

/** Asks a provider whether credentials and number are right. Never throws. */
export interface ChannelProbe {
  probe(channel: OpenChannel, contentSids: readonly string[]): Promise<ProbeResult>;
}
