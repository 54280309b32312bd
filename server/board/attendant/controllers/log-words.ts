import type { ControllerEventView } from '../../../../shared/http/controllers.ts';
import { words as firmware } from '../firmware/words.ts';
import { log } from './log-texts.ts';
import { words } from './words.ts';

/** What happened, in a word or two. */
export function titleOf({ kind, detail }: ControllerEventView): string {
  const name = commandName(String(detail['name'] ?? ''));
  if (kind === 'command') return log.told(name);
  if (kind !== 'answer') return log.kinds[kind];
  const answers: Readonly<Record<string, string>> = log.answers;
  const status = String(detail['status'] ?? '');
  return `${name}: ${answers[status] ?? status}`;
}

/** What is said about one entry beside its name: the particulars, and who did it. */
export function detailsOf({ kind, detail, by }: ControllerEventView): string[] {
  const who = by === null ? [] : [log.by(by)];
  return [...particulars(kind, detail), ...who];
}

function particulars(kind: ControllerEventView['kind'], detail: ControllerEventView['detail']): string[] {
  const text = (name: string): string => String(detail[name] ?? '');
  switch (kind) {
    case 'added':
    case 'slots': {
      const slots = Array.isArray(detail['slots']) ? detail['slots'] : [];
      return [slots.length === 0 ? log.noSlots : log.slots(slots.join(', '))];
    }
    case 'online':
      return [detail['isNewBoot'] === true ? log.newBoot : log.sameBoot, text('fw')];
    case 'lost':
      return [detail['isSilent'] === true ? log.silent : log.broke];
    case 'events-lost':
      return [log.events(Number(detail['toSeq']) - Number(detail['fromSeq']) + 1)];
    case 'expired':
      return [commandName(text('name'))];
    case 'command':
      if (detail['name'] === 'update') return [text('version')];
      return [...(typeof detail['slot'] === 'string' ? [log.slots(detail['slot'])] : [])];
    case 'answer':
      return typeof detail['detail'] === 'string' ? [detail['detail']] : [];
    case 'drift': {
      const reported = detail['reported'];
      return [
        log.slots(text('slot')),
        log.shouldShow(lookOf(text('desired'))),
        typeof reported === 'string' ? log.shows(lookOf(reported)) : log.showsNothing,
      ];
    }
    case 'updated':
      return [text('version')];
    case 'update-failed':
      return [text('version'), reasonOf(text('reason'), text('detail'))];
    case 'drift-over':
      return [log.slots(text('slot'))];
    case 'refused': {
      const reasons: Readonly<Record<string, string>> = log.reasons;
      return [reasons[text('reason')] ?? text('reason'), log.times(Number(detail['count']))];
    }
    default:
      return [];
  }
}

/** In the words of the page that shows the update. */
function reasonOf(reason: string, detail: string): string {
  const reasons: Readonly<Record<string, string | ((detail: string) => string)>> = firmware.reasons;
  const said = reasons[reason] ?? reason;
  return typeof said === 'string' ? said : said(detail);
}

function commandName(name: string): string {
  const names: Readonly<Record<string, string>> = words.commands;
  return names[name] ?? name;
}

/** `blue blink`, in the page's words. */
function lookOf(told: string): string {
  const [color = '', pattern] = told.split(' ');
  const colors: Readonly<Record<string, string>> = log.colors;
  return log.look(colors[color] ?? color, pattern === 'blink');
}
