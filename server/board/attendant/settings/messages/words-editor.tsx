import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../../api-client.ts';
import { draw } from '../../../phone/bubble.tsx';
import { readMarkup } from '../../../phone/whatsapp-markup.ts';
import { nameOfKind } from '../../../texts/message-kinds.ts';
import { confirm, tellDone, tellFailure, wordsOf } from '../../feedback.tsx';
import page from '../../page.module.css';
import { words as shared } from '../words.ts';
import { fetchTemplates, previewTemplate, removeTemplate, saveTemplate, type Template } from './api.ts';
import classes from './messages.module.css';
import { words } from './words.ts';

interface WordsEditorProps {
  lot: string;
  template: Template;
  longest: number;
  onSaved: () => void;
}

const typingMs = 300;

/** A lot's own words for one message in one language, and how a driver would read them. */
export function WordsEditor({ lot, template, longest, onSaved }: WordsEditorProps) {
  const { kind, language, placeholders, standard } = template;
  // What the words are built on; null for the standard ones.
  const [base, setBase] = useState(template.body);
  const [typed, setTyped] = useState(template.body ?? '');
  const [theirs, setTheirs] = useState<string | null | undefined>(undefined);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const isChanged = typed !== (base ?? '');
  const lastRead = useRef(template.body);
  // Somebody else's words, where nothing is typed here.
  useEffect(() => {
    if (template.body === lastRead.current) return;
    lastRead.current = template.body;
    if (isChanged || template.body === base) return;
    setBase(template.body);
    setTyped(template.body ?? '');
  }, [template.body, base, isChanged]);
  const { text, faults } = usePreview(lot, kind, language, typed);
  const { length } = [...typed];

  function insert(name: string): void {
    const field = area.current;
    const [from, to] = [field?.selectionStart ?? typed.length, field?.selectionEnd ?? typed.length];
    const piece = `{${name}}`;
    setTyped(typed.slice(0, from) + piece + typed.slice(to));
    // Once it is drawn, writing goes on behind what was filled in.
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + piece.length, from + piece.length);
    });
  }

  async function save(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await saveTemplate(lot, kind, language, { body: typed, was: base });
      settled(typed);
      tellDone(shared.saved);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'template-changed') return await meet();
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  /** Somebody was faster: theirs is what mine stands on now. */
  async function meet(): Promise<void> {
    try {
      const { templates } = await fetchTemplates(lot, language);
      const current = templates.find((one) => one.kind === kind)?.body ?? null;
      setTheirs(current);
      setBase(current);
      onSaved();
    } catch (error) {
      setFailure(wordsOf(error));
    }
  }

  async function reset(): Promise<void> {
    if (base === null) return;
    const question = { title: words.reset, text: words.resetQuestion(nameOfKind(kind)), yes: words.reset };
    if (!(await confirm(question))) return;
    setBusy(true);
    try {
      await removeTemplate(lot, kind, language, base);
      setTyped('');
      settled(null);
      tellDone(words.resetDone);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'template-changed') return await meet();
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  function settled(body: string | null): void {
    setBase(body);
    setTheirs(undefined);
    onSaved();
  }

  return (
    <div className={classes['columns']}>
      <Stack gap="xs">
        {theirs !== undefined && (
          <Alert color="orange" role="alert" title={shared.conflict}>
            {theirs === null ? words.theirsStandard : `${words.theirs} ${theirs}`} {shared.conflictKept}
          </Alert>
        )}
        <Textarea
          ref={area}
          label={words.body}
          description={words.bodyHint}
          lang={language}
          autosize
          minRows={4}
          maxRows={14}
          value={typed}
          data-testid="words"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Text className={page['soft'] ?? ''} c={length > longest ? 'var(--pw-error)' : ''}>
          {words.count(length, longest)}
        </Text>
        <Group gap="xs" role="group" aria-label={words.insert}>
          {placeholders.map((name) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              data-testid={`insert-${name}`}
              onClick={() => insert(name)}
            >
              {words.placeholders[name] ?? name}
            </Button>
          ))}
        </Group>
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group gap="xs">
          <Button
            size="sm"
            loading={isBusy}
            disabled={!isChanged || typed.trim() === '' || faults.length > 0}
            data-testid="save-words"
            onClick={() => void save()}
          >
            {shared.save}
          </Button>
          {isChanged && (
            <Button size="sm" variant="default" disabled={isBusy} onClick={() => setTyped(base ?? '')}>
              {shared.discard}
            </Button>
          )}
          {base !== null && (
            <Button size="sm" variant="default" disabled={isBusy} data-testid="reset" onClick={() => void reset()}>
              {words.reset}
            </Button>
          )}
        </Group>
      </Stack>
      <Stack gap="xs" aria-live="polite">
        <Text size="sm" fw={600}>
          {typed === '' ? words.previewStandard : words.preview}
        </Text>
        {faults.length === 0 ? (
          <div className={classes['chat']}>
            <div className={classes['bubble']} lang={language} data-testid="preview">
              {draw(readMarkup(typed === '' ? standard : (text ?? '…')))}
            </div>
          </div>
        ) : (
          <Alert color="red" title={words.wrong} data-testid="faults">
            {faults.map((fault) => (
              <div key={fault}>{fault}</div>
            ))}
          </Alert>
        )}
      </Stack>
    </div>
  );
}

/** How the words would read, asked for once typing pauses; an answer to earlier words is not shown. */
function usePreview(lot: string, kind: string, language: string, typed: string) {
  const [body] = useDebouncedValue(typed, typingMs);
  const [shown, setShown] = useState<{ text: string | null; faults: readonly string[] }>({ text: null, faults: [] });
  useEffect(() => {
    let isCurrent = true;
    if (body === '') {
      setShown({ text: null, faults: [] });
      return;
    }
    previewTemplate(lot, kind, language, body).then(
      (found) => isCurrent && setShown(found),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [lot, kind, language, body]);
  return shown;
}
