import { ChannelDirectory } from '../app/channel-directory.ts';
import type { OutboxDeps } from '../app/deliver-outbox.ts';
import { checkChannels } from '../app/manage-channels.ts';
import type { Identity, Message } from '../app/ports/entities.ts';
import type { Log } from '../app/ports/log.ts';
import type { MessageSender } from '../app/ports/message-sender.ts';
import type { Meter } from '../app/ports/meter.ts';
import type { SecretBox } from '../app/ports/secret-box.ts';
import { ProviderAdvice } from '../app/provider-advice.ts';
import type { Config } from '../config.ts';
import type { ChannelKind } from '../domain/channel.ts';
import type { ChannelRouteDeps } from '../inbound/http/routes/channel-routes.ts';
import { makeSecretBox } from '../outbound/system/secret-box.ts';
import { LogSender } from '../outbound/whatsapp/log-sender.ts';
import { MetaSender } from '../outbound/whatsapp/meta-sender.ts';
import { ProviderProbe } from '../outbound/whatsapp/provider-probe.ts';
import { RoutedSender } from '../outbound/whatsapp/routed-sender.ts';
import { TwilioSender } from '../outbound/whatsapp/twilio-sender.ts';
import type { Kernel } from './kernel.ts';

export interface MessagingSide {
  /** Whether a reply to a driver at Twilio is shown with buttons or a list, which takes a message of its own. */
  readonly goesApart: (reply: Message, to: Identity) => boolean;
  readonly advice: ProviderAdvice;
  readonly directory: ChannelDirectory;
  readonly senders: OutboxDeps['senders'];
  readonly routes: ChannelRouteDeps;
  /** Writes down how numbers fare, and sees what other processes changed. */
  readonly refresh: () => Promise<void>;
  /** Asks the providers about every account. */
  readonly check: () => Promise<void>;
}

/** The ways messages go out: by the accounts of the environment, and by those that are lots' own. */
export async function composeMessaging(kernel: Kernel): Promise<MessagingSide> {
  const { config, log, meter, clock, ids, unitOfWork } = kernel;
  const box: SecretBox | null = config.channelKey === null ? null : makeSecretBox(config.channelKey);
  const { twilio, meta } = config;
  const named = [
    { kind: 'twilio', address: twilio.from, account: twilio.accountSid },
    { kind: 'meta', address: meta.phoneNumberId, account: null },
  ] as const satisfies readonly { kind: ChannelKind; address: string | null; account: string | null }[];
  const standard = named.flatMap(({ address, ...rest }) => (address === null ? [] : [{ ...rest, address }]));
  const directory = new ChannelDirectory(unitOfWork, box, log, standard);
  await directory.refresh();
  const own = [...directory.all('twilio'), ...directory.all('meta')].length;
  if (own > 0) log.info({ count: own }, 'lots have accounts of their own');
  const statusUrl = config.publicUrl === null ? null : `${config.publicUrl}/webhooks/twilio/status`;
  const standardTwilio = twilioSender(config, statusUrl, log, meter);
  const senders: OutboxDeps['senders'] = {
    twilio: new RoutedSender({
      ...{ kind: 'twilio', directory, clock, standard: standardTwilio, standardAddress: twilio.from },
      make: ({ account, address, open }) =>
        new TwilioSender({
          ...{ accountSid: account ?? '', authToken: open.authToken ?? '', from: address, apiUrl: twilio.apiUrl },
          ...{ statusUrl, meter },
        }),
    }),
    meta: new RoutedSender({
      ...{
        kind: 'meta',
        directory,
        clock,
        standard: metaSender(config, log, meter),
        standardAddress: meta.phoneNumberId,
      },
      make: ({ address, open }) =>
        new MetaSender({
          ...{ accessToken: open.accessToken ?? '', phoneNumberId: address, graphUrl: meta.graphUrl, log, meter },
        }),
    }),
    phone: new LogSender(log, meter, 'browser phone', true),
  };
  const probe = new ProviderProbe({ twilioUrl: twilio.apiUrl, graphUrl: meta.graphUrl });
  const deps = { unitOfWork, ids, box, directory, probe };
  return {
    goesApart: (reply, { transport, ourAddress }) =>
      transport === 'twilio' &&
      standardTwilio instanceof TwilioSender &&
      directory.find('twilio', ourAddress) === null &&
      standardTwilio.showsMore(reply),
    advice: new ProviderAdvice(log, clock),
    directory,
    senders,
    routes: { publicUrl: config.publicUrl, box, directory, probe, senders: () => senders, standard },
    refresh: async () => {
      await directory.writeDown();
      await directory.refresh();
    },
    check: () => checkChannels(deps, clock.now()),
  };
}

function twilioSender(config: Config, statusUrl: string | null, log: Log, meter: Meter): MessageSender {
  const { accountSid, authToken, from, apiUrl, contents } = config.twilio;
  if (!accountSid || !authToken || !from) {
    // In the demo that is as it should be; anywhere else somebody should know.
    const level = config.mode === 'demo' ? 'info' : 'warn';
    log[level]({}, 'no Twilio account is configured: messages go to the browser phone and to this log');
    return new LogSender(log, meter, 'no Twilio account is configured', config.mode !== 'production');
  }
  return new TwilioSender({ accountSid, authToken, from, apiUrl, statusUrl, meter, contents });
}

function metaSender(config: Config, log: Log, meter: Meter): MessageSender {
  const { accessToken, phoneNumberId, graphUrl } = config.meta;
  if (accessToken && phoneNumberId) return new MetaSender({ accessToken, phoneNumberId, graphUrl, log, meter });
  return new LogSender(log, meter, 'no Meta account is configured', config.mode !== 'production');
}
