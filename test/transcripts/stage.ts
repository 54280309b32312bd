import { expect } from 'chai';
import type { Message } from '../../server/app/ports/entities.ts';
import { type FakeMeta, heard, text as metaText, webhookOf } from '../support/fake-meta.ts';
import { MINUTE } from '../support/manual-clock.ts';
import type { Site } from '../support/parkwire.ts';
import { messageForm } from '../support/webhooks.ts';

const SOMEBODY = 'driver';
const TEXT = /^([a-z]*)> ?(.*)$/;
const REPLY = /^(!?)([a-z]*)< ?(.*)$/;
const REFERENCE = /\b(?:PW|PR|DP)-[0-9A-HJKMNP-TV-Z]{6}\b/;

/** Plays a transcript: texts as the channel brings them, and looks at what the bot says. */
export class Stage {
  private readonly site: Site;
  private readonly meta: FakeMeta;
  private readonly channel: 'twilio' | 'meta';
  private readonly phones = new Map<string, string>();
  private reference = '';
  /** What has been found of a reply already: the next words come behind it. */
  private readonly found = new Map<string, number>();
  private together: (() => Promise<void>)[] | null = null;

  constructor(site: Site, meta: FakeMeta, channel: 'twilio' | 'meta') {
    this.site = site;
    this.meta = meta;
    this.channel = channel;
  }

  async play(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      if (line.trim() === '') continue;
      const directive = /^\$ (\S+) ?(.*)$/.exec(line);
      const reply = REPLY.exec(line);
      const said = TEXT.exec(line);
      if (directive) await this.direct(directive[1] ?? '', directive[2] ?? '');
      else if (said) await this.say(said[1] || SOMEBODY, said[2] ?? '');
      else if (reply) await this.hear(reply[2] || SOMEBODY, reply[3] ?? '', reply[1] === '!');
      else throw new Error(`not understood: ${line}`);
    }
  }

  private async direct(what: string, rest: string): Promise<void> {
    const { api } = this.site;
    switch (what) {
      case 'lot':
        await api.patch('/api/lots/main', JSON.parse(rest));
        return;
      case 'new-lot': {
        const [code, name, ...slots] = rest.split(' ');
        await api.post('/api/lots', { code, name, slots });
        return;
      }
      case 'occupied':
      case 'vacated':
        await api.post(`/api/lots/main/slots/${rest}/observations`, { type: what });
        return;
      case 'staff-writes':
        await api.post(`${await this.conversation()}/messages`, { text: rest });
        return;
      case 'hand-back':
        await api.post(`${await this.conversation()}/hand-back`, {});
        return;
      case 'wait':
        this.site.clock.advance(Number(rest.replace(' min', '')) * MINUTE);
        return;
      case 'restart':
        await this.site.restart();
        return;
      case 'same-time':
        this.together = [];
        return;
      case 'end': {
        const all = this.together ?? [];
        this.together = null;
        await Promise.all(all.map((send) => send()));
        return;
      }
      default:
        throw new Error(`no directive ${what}`);
    }
  }

  private async say(who: string, line: string): Promise<void> {
    this.found.delete(who);
    const send = () => this.send(who, line.replaceAll('{ref}', this.reference));
    if (this.together) this.together.push(send);
    else await send();
  }

  private async send(who: string, line: string): Promise<void> {
    const phone = this.phoneOf(who);
    const [, what, rest = ''] = /^\[(photo|place|tap) ?(.*)\]$/.exec(line) ?? [];
    if (this.channel === 'meta') {
      const message = what ? await this.metaMessage(phone, what, rest) : metaText(line);
      const contact = { profile: { name: nameOf(who) } };
      expect(await this.meta.post(this.site.url, webhookOf(heard(phone, message, contact)))).to.equal(200);
      return;
    }
    const { body, parts } = what ? await this.twilioParts(phone, what, rest) : { body: line, parts: {} };
    const form = messageForm(phone, body, { ProfileName: nameOf(who), ...parts });
    expect((await this.site.webhook(form)).status).to.equal(200);
  }

  private async metaMessage(phone: string, what: string, rest: string): Promise<object> {
    if (what === 'photo') {
      const caption = rest === '' ? {} : { caption: rest };
      return { type: 'image', image: { id: 'media1', mime_type: 'image/jpeg', ...caption } };
    }
    if (what === 'place') {
      const [latitude, longitude] = rest.split(',').map(Number);
      return { type: 'location', location: { latitude, longitude } };
    }
    const { text: id, title } = await this.option(phone, rest);
    return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } };
  }

  private async twilioParts(
    phone: string,
    what: string,
    rest: string,
  ): Promise<{ body: string; parts: Record<string, string> }> {
    if (what === 'photo') {
      const media = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/media/ME1', MediaContentType0: 'image/jpeg' };
      return { body: rest, parts: media };
    }
    if (what === 'place') {
      const [Latitude = '', Longitude = ''] = rest.split(',');
      return { body: '', parts: { Latitude, Longitude } };
    }
    const { text, title } = await this.option(phone, rest);
    return { body: title, parts: { ButtonText: title, ButtonPayload: text } };
  }

  private async option(phone: string, title: string): Promise<{ text: string; title: string }> {
    const options = (await this.reply(phone)).rich?.options ?? [];
    const option = options.find((one) => one.title === title);
    if (!option) throw new Error(`nothing is called ${title}; there are ${options.map((one) => one.title).join(', ')}`);
    return option;
  }

  /** The conversation of whoever is not named. */
  private async conversation(): Promise<string> {
    return `/api/conversations/${(await this.site.driver(this.phoneOf(SOMEBODY))).id}`;
  }

  private async hear(who: string, words: string, isAbsent: boolean): Promise<void> {
    if (words === '[silence]') {
      const last = (await this.site.chat(this.phoneOf(who))).at(-1);
      expect(last?.direction, `something was said: ${last?.body}`).to.equal('inbound');
      return;
    }
    const { body } = await this.reply(this.phoneOf(who));
    const from = this.found.get(who) ?? 0;
    const [before = '', after] = words.split('{ref}');
    if (isAbsent) {
      expect(body).to.not.contain(words);
      return;
    }
    const at = body.indexOf(before, from);
    expect(at, `“${words}” in:\n${body}\n`).to.be.at.least(0);
    let end = at + before.length;
    if (after !== undefined) {
      const reference = REFERENCE.exec(body.slice(end))?.[0];
      expect(reference, `a reference in:\n${body}\n`).to.not.equal(undefined);
      this.reference = reference ?? '';
      end = body.indexOf(this.reference, end) + this.reference.length;
      expect(body.indexOf(after, end), `“${after}” in:\n${body}\n`).to.be.at.least(0);
    }
    this.found.set(who, end);
  }

  /** The latest reply to a driver. */
  private async reply(phone: string): Promise<Message> {
    const all = (await this.site.chat(phone)).filter(({ inReplyTo }) => inReplyTo !== null);
    const last = all.at(-1);
    if (!last) throw new Error('nothing was answered');
    return last;
  }

  private phoneOf(who: string): string {
    const known = this.phones.get(who) ?? `+91981234${String(5000 + this.phones.size)}`;
    this.phones.set(who, known);
    return known;
  }
}

function nameOf(who: string): string {
  return who === SOMEBODY ? 'Ravi' : `${who[0]?.toUpperCase()}${who.slice(1)}`;
}
