import { DEFAULT_LANGUAGE, LOCALES } from '../chat/locales/languages.ts';
import { exampleOf, previewOf } from '../chat/template-examples.ts';
import { approvedFaults, PLACEHOLDERS, type Placeholder, templateFaults } from '../chat/templates.ts';
import { DomainError } from '../domain/errors.ts';
import type { Lot } from '../domain/lot.ts';
import {
  type ApprovedTemplate,
  canBeSwitchedOff,
  isTemplateKind,
  type MessageTemplate,
  TEMPLATE_KINDS,
  type TemplateKind,
} from '../domain/message-template.ts';
import { type Actor, audit } from './audit.ts';
import { lockLot, lotByCode } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** A lot's own words for what drivers are told, in each language; whether it is told at all holds for all of them. */

export { LONGEST_TEMPLATE } from '../chat/templates.ts';

export interface TemplateView extends MessageTemplate {
  /** Answers to what a driver asked for are not. */
  readonly canBeSwitchedOff: boolean;
  readonly placeholders: readonly Placeholder[];
  /** How the standard words read, with made-up particulars. */
  readonly standard: string;
}

/** All messages in one language. */
export async function templatesOf(
  unitOfWork: UnitOfWork,
  lotCode: string,
  now: number,
  asked: string = DEFAULT_LANGUAGE,
): Promise<TemplateView[]> {
  const language = languageNamed(asked);
  const lot = await unitOfWork.read((look) => lotByCode(look, lotCode));
  return TEMPLATE_KINDS.map((kind) => viewOf(lot, kind, language, now));
}

function viewOf(lot: Lot, kind: TemplateKind, language: string, now: number): TemplateView {
  const context = { locale: language, timeZone: lot.timeZone, currency: lot.currency, now };
  return {
    ...standing(lot, kind, language),
    placeholders: PLACEHOLDERS[kind],
    canBeSwitchedOff: canBeSwitchedOff(kind),
    standard: exampleOf(kind, lot.name, context),
  };
}

function standing(lot: Lot, kind: TemplateKind, language: string): MessageTemplate {
  const ofKind = lot.templates.filter((template) => template.kind === kind);
  const own = ofKind.find((template) => template.language === language);
  const enabled = ofKind.every((template) => template.enabled);
  return { kind, language, body: own?.body ?? null, enabled, approved: own?.approved ?? null };
}

/** How words would read that are not saved, with made-up particulars; or what is wrong with them. */
export async function previewTemplate(
  unitOfWork: UnitOfWork,
  lotCode: string,
  named: string,
  { language: asked, body }: { readonly language?: string | undefined; readonly body: string },
  now: number,
): Promise<{ text: string | null; faults: string[] }> {
  const kind = kindOf(named);
  const locale = languageNamed(asked);
  const { name, timeZone, currency } = await unitOfWork.read((look) => lotByCode(look, lotCode));
  const faults = templateFaults(kind, body);
  const text = faults.length > 0 ? null : previewOf(kind, body, name, { locale, timeZone, currency, now });
  return { text, faults };
}

/** Sets the words, or whether the message is told at all; what is left out stays. */
export async function saveTemplate(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  named: string,
  change: {
    readonly language?: string | undefined;
    readonly body?: string | undefined;
    /** What the words were when the change began. */
    readonly was?: string | null | undefined;
    readonly enabled?: boolean | undefined;
    readonly approved?: ApprovedTemplate | null | undefined;
    /** What was approved when the change began. */
    readonly wasApproved?: ApprovedTemplate | null | undefined;
  },
): Promise<TemplateView> {
  const kind = kindOf(named);
  const language = languageNamed(change.language);
  const faults = [
    ...(change.body === undefined ? [] : templateFaults(kind, change.body)),
    ...(change.approved ? approvedFaults(kind, change.approved) : []),
  ];
  if (change.enabled === false && !canBeSwitchedOff(kind))
    faults.push('it answers what a driver asked for and cannot be switched off');
  if (faults.length > 0)
    throw new DomainError('template-invalid', `the words for ${kind}: ${faults.join('; ')}`, { faults });
  return unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const before = standing(lot, kind, language);
    requireUnchanged(kind, change.was, before.body);
    const { wasApproved } = change;
    requireUnchanged(kind, wasApproved === undefined ? undefined : inOneLine(wasApproved), inOneLine(before.approved));
    const after = {
      ...before,
      body: change.body ?? before.body,
      enabled: change.enabled ?? before.enabled,
      approved: change.approved === undefined ? (before.approved ?? null) : change.approved,
    };
    const others = lot.templates
      .filter((template) => template.kind === kind && template.language !== language)
      .map((template) => ({ ...template, enabled: after.enabled }));
    for (const template of [after, ...others]) await tx.templates.save(lot.id, template, actor.now);
    audit(tx, ids, actor, { action: 'template.save', subject: `${lotCode}/${kind}`, lotId: lot.id, before, after });
    return viewOf({ ...lot, templates: [after] }, kind, language, actor.now);
  });
}

/** Back to the standard words of a language. */
export async function removeTemplate(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  named: string,
  asked?: string,
  was?: string,
): Promise<void> {
  const kind = kindOf(named);
  const language = languageNamed(asked);
  await unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const before = standing(lot, kind, language);
    requireUnchanged(kind, was, before.body);
    // That it is not sent, and what WhatsApp has approved for it, are no words.
    if (before.enabled && !before.approved) await tx.templates.remove(lot.id, kind, language);
    else await tx.templates.save(lot.id, { ...before, body: null }, actor.now);
    audit(tx, ids, actor, {
      action: 'template.remove',
      subject: `${lotCode}/${kind}`,
      lotId: lot.id,
      before,
      after: { ...before, body: null },
    });
  });
}

/** Refuses where somebody else was faster: `was` is what the change began with, left out where nobody looked. */
function requireUnchanged(kind: TemplateKind, was: string | null | undefined, now: string | null): void {
  if (was === undefined || was === now) return;
  throw new DomainError('template-changed', `somebody else has changed the message ${kind} meanwhile`);
}

/** What is approved, to be compared. */
function inOneLine(approved: ApprovedTemplate | null | undefined): string | null {
  if (!approved) return null;
  const { twilioContentSid, metaName, metaLanguage, variables } = approved;
  return JSON.stringify([twilioContentSid, metaName, metaLanguage, variables]);
}

function kindOf(named: string): TemplateKind {
  if (isTemplateKind(named)) return named;
  throw new DomainError('template-unknown', `there is no message ${named}; there are ${TEMPLATE_KINDS.join(', ')}`);
}

function languageNamed(asked: string = DEFAULT_LANGUAGE): string {
  if (Object.hasOwn(LOCALES, asked)) return asked;
  throw new DomainError('invalid-request', `language: there are ${Object.keys(LOCALES).join(', ')}`);
}
