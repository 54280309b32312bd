import type { Template, Templates } from '../../../../../shared/http/templates.ts';
import { request } from '../../../api-client.ts';

export type { Template } from '../../../../../shared/http/templates.ts';

/** What of a message is changed; what is left out stays. */
export interface TemplateChange {
  readonly body?: string;
  /** The words that the change began with. */
  readonly was?: string | null;
  readonly enabled?: boolean;
  readonly approved?: Template['approved'];
  readonly wasApproved?: Template['approved'];
}

const pathOf = (lot: string, kind = ''): string =>
  `/api/lots/${encodeURIComponent(lot)}/templates${kind && `/${encodeURIComponent(kind)}`}`;

export async function fetchTemplates(lot: string, language: string): Promise<Templates> {
  return (await request('GET', `${pathOf(lot)}?language=${language}`)) as Templates;
}

export async function saveTemplate(
  lot: string,
  kind: string,
  language: string,
  change: TemplateChange,
): Promise<Template> {
  return (await request('PUT', pathOf(lot, kind), { language, ...change })) as Template;
}

/** Back to the standard words of a language, where `was` are the words still. */
export async function removeTemplate(lot: string, kind: string, language: string, was: string): Promise<void> {
  await request('DELETE', `${pathOf(lot, kind)}?language=${language}`, { was });
}

/** How words would read, or what is wrong with them. */
export async function previewTemplate(
  lot: string,
  kind: string,
  language: string,
  body: string,
): Promise<{ text: string | null; faults: string[] }> {
  return (await request('POST', `${pathOf(lot, kind)}/preview`, { language, body })) as {
    text: string | null;
    faults: string[];
  };
}
