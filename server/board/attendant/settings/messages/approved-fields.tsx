import { Alert, Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../../api-client.ts';
import { tellDone, wordsOf } from '../../feedback.tsx';
import page from '../../page.module.css';
import { words as shared } from '../words.ts';
import { fetchTemplates, saveTemplate, type Template } from './api.ts';
import classes from './messages.module.css';
import { words } from './words.ts';

interface ApprovedFieldsProps {
  lot: string;
  template: Template;
  onSaved: () => void;
}

type Draft = { twilioContentSid: string; metaName: string; metaLanguage: string; variables: string[] };

const shapes = {
  twilioContentSid: /^(HX[0-9a-fA-F]{32})?$/,
  metaName: /^[a-z0-9_]{0,512}$/,
  metaLanguage: /^([a-z]{2,3}(_[A-Z]{2})?)?$/,
};

const draftOf = ({ approved }: Template): Draft => ({
  twilioContentSid: approved?.twilioContentSid ?? '',
  metaName: approved?.metaName ?? '',
  metaLanguage: approved?.metaLanguage ?? '',
  variables: [...(approved?.variables ?? [])],
});

/** Which approved template stands in for the words once a driver has been quiet for 24 hours. */
export function ApprovedFields({ lot, template, onSaved }: ApprovedFieldsProps) {
  const { kind, language, placeholders } = template;
  const [base, setBase] = useState(() => draftOf(template));
  const [known, setKnown] = useState(template.approved);
  const [draft, setDraft] = useState(base);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(base);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const wrong = {
    twilioContentSid: !shapes.twilioContentSid.test(draft.twilioContentSid) && words.wrongSid,
    metaName: !shapes.metaName.test(draft.metaName) && words.wrongName,
    metaLanguage: !shapes.metaLanguage.test(draft.metaLanguage) && words.wrongLanguage,
  };
  const isEmpty = draft.twilioContentSid === '' && draft.metaName === '';
  const missing = {
    metaName: draft.metaName === '' && draft.metaLanguage !== '' && words.missingName,
    metaLanguage: draft.metaLanguage === '' && draft.metaName !== '' && words.missingLanguage,
  };
  const isRight =
    !Object.values({ ...wrong, ...missing }).some((one) => Boolean(one)) && !(isEmpty && draft.variables.length > 0);

  async function save(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const { twilioContentSid, metaName, metaLanguage, variables } = draft;
    const approved = {
      twilioContentSid: twilioContentSid || null,
      metaName: metaName || null,
      metaLanguage: metaLanguage || null,
      variables,
    };
    try {
      const saved = await saveTemplate(lot, kind, language, {
        approved: isEmpty ? null : approved,
        wasApproved: known,
      });
      setKnown(saved.approved);
      const now = draftOf(saved);
      setBase(now);
      setDraft(now);
      onSaved();
      tellDone(shared.saved);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'template-changed') return await meet();
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  /** Somebody was faster: theirs is told, and mine stands on it now. */
  async function meet(): Promise<void> {
    try {
      const { templates } = await fetchTemplates(lot, language);
      const current = templates.find((one) => one.kind === kind);
      if (!current) return;
      setKnown(current.approved);
      const theirs = draftOf(current);
      setBase(theirs);
      const named = [theirs.twilioContentSid, theirs.metaName, theirs.metaLanguage, ...theirs.variables];
      setFailure(`${shared.conflict}: ${named.filter(Boolean).join(', ') || '—'}. ${shared.conflictKept}`);
    } catch (error) {
      setFailure(wordsOf(error));
    }
  }

  return (
    <section className={page['card']} aria-label={words.approved}>
      <Stack gap="sm">
        <div>
          <h4 style={{ margin: 0 }}>{words.approved}</h4>
          <Text size="sm">{words.approvedHint}</Text>
        </div>
        <div className={classes['columns']}>
          {(['twilioContentSid', 'metaName', 'metaLanguage'] as const).map((name) => (
            <TextInput
              key={name}
              label={words[name]}
              value={draft[name]}
              error={wrong[name] || (name !== 'twilioContentSid' && missing[name])}
              spellCheck={false}
              autoCapitalize="none"
              data-testid={name}
              onChange={({ currentTarget }) => change({ [name]: currentTarget.value.trim() })}
            />
          ))}
          <MultiSelect
            label={words.variables}
            description={words.variablesHint}
            data={placeholders.map((value) => ({ value, label: words.placeholders[value] ?? value }))}
            value={draft.variables}
            onChange={(variables) => change({ variables })}
            data-testid="variables"
          />
        </div>
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {isChanged && (
          <Group gap="xs">
            <Button
              size="sm"
              loading={isBusy}
              disabled={!isRight}
              data-testid="save-approved"
              onClick={() => void save()}
            >
              {shared.save}
            </Button>
            <Button size="sm" variant="default" disabled={isBusy} onClick={() => setDraft(base)}>
              {shared.discard}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  );
}
