import { Accordion, Badge, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type Language, language as ofPage } from '../../../language.ts';
import { usePolled } from '../../../live/use-polled.ts';
import { messageKinds, nameOfKind } from '../../../texts/message-kinds.ts';
import page from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { words as shared } from '../words.ts';
import { fetchTemplates, type Template } from './api.ts';
import { ApprovedFields } from './approved-fields.tsx';
import { MessageSwitch } from './message-switch.tsx';
import { words } from './words.ts';
import { WordsEditor } from './words-editor.tsx';

const pollMs = 60_000;

/** What drivers are told by themselves or in answer: each message, with a lot's own words for it. */
export function MessagesSection({ lot }: PageProps) {
  const [language, setLanguage] = useState<Language>(ofPage);
  // What is typed in one language waits while the other one is looked at.
  // A switch holds in every language.
  const [moved, setMoved] = useState(0);
  const [visited, setVisited] = useState<readonly Language[]>([ofPage]);
  const choose = (chosen: Language) => {
    setLanguage(chosen);
    setVisited([...new Set([...visited, chosen])]);
  };
  return (
    <Stack data-testid="settings-messages">
      <Group justify="space-between">
        <Text size="sm">{words.hint}</Text>
        <SegmentedControl
          aria-label={words.language}
          data={(['en', 'hi'] as const).map((value) => ({ value, label: words.languages[value] }))}
          value={language}
          onChange={(chosen) => choose(chosen as Language)}
        />
      </Group>
      {visited.map((one) => (
        <div key={one} hidden={one !== language}>
          <MessageList lot={lot.code} language={one} moved={moved} onSaved={() => setMoved((count) => count + 1)} />
        </div>
      ))}
    </Stack>
  );
}

interface MessageListProps {
  lot: string;
  language: Language;
  moved: number;
  onSaved: () => void;
}

function MessageList({ lot, language, moved, onSaved }: MessageListProps) {
  const { value } = usePolled(() => fetchTemplates(lot, language), moved, pollMs);
  if (value === null) return <Skeleton height="20rem" radius="md" aria-label={shared.loading} />;
  return (
    <Accordion variant="separated">
      {value.templates.map((template) => (
        <Message key={template.kind} lot={lot} template={template} longest={value.longest} onSaved={onSaved} />
      ))}
    </Accordion>
  );
}

interface MessageProps {
  lot: string;
  template: Template;
  longest: number;
  onSaved: () => void;
}

function Message({ lot, template, longest, onSaved }: MessageProps) {
  const { kind, body, enabled } = template;
  return (
    <Accordion.Item value={kind} data-testid={`message-${kind}`}>
      <Accordion.Control>
        <Group justify="space-between" pe="sm" gap="xs">
          <div>
            <strong>{nameOfKind(kind)}</strong>
            <div className={page['soft']}>{messageKinds.when[kind]}</div>
          </div>
          <Badge variant="light" color={enabled && body !== null ? 'blue' : 'gray'}>
            {!enabled ? words.silent : body === null ? words.standard : words.own}
          </Badge>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack>
          <MessageSwitch lot={lot} template={template} onSaved={onSaved} />
          <WordsEditor lot={lot} template={template} longest={longest} onSaved={onSaved} />
          <ApprovedFields lot={lot} template={template} onSaved={onSaved} />
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
