import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { toString as drawQr } from 'qrcode';
import { useEffect, useState } from 'react';
import { TriangleIcon } from '../../icons.tsx';
import { texts } from '../../texts.ts';
import classes from './controllers.module.css';
import { type Credential, linesOf } from './credential-lines.ts';
import { words } from './words.ts';

interface CredentialPanelProps {
  credential: Credential;
  onClose: () => void;
}

/** The secret, this once: to copy, to paste into the board's configuration, or to scan. */
export function CredentialPanel({ credential, onClose }: CredentialPanelProps) {
  const lines = linesOf(credential, window.location.hostname);
  return (
    <Stack>
      <Alert variant="default" icon={<TriangleIcon />} title={words.secret.once}>
        {words.secret.onceHint}
      </Alert>
      <div>
        <Text size="sm" fw={600} mb={4}>
          {words.secret.label}
        </Text>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Code block className={classes['secret']} data-testid="secret">
            {credential.secret}
          </Code>
          <Copy value={credential.secret} label={words.secret.copy} />
        </Group>
      </div>
      <div>
        <Text size="sm" fw={600} mb={4}>
          {words.secret.lines}
        </Text>
        <Code block className={classes['lines']} tabIndex={0} data-testid="lines">
          {lines}
        </Code>
        <Group justify="flex-end" mt="xs">
          <Copy value={lines} label={words.secret.copyLines} />
        </Group>
      </div>
      <Qr text={lines} />
      <Group justify="flex-end">
        <Button onClick={onClose} data-testid="secret-kept">
          {words.secret.kept}
        </Button>
      </Group>
    </Stack>
  );
}

function Copy({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="sm" variant="default" className={classes['copy']} onClick={copy}>
          {copied ? words.secret.copied : label}
        </Button>
      )}
    </CopyButton>
  );
}

/** As an image of our own: dark on white in both themes, because cameras want it so. */
function Qr({ text }: { text: string }) {
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    drawQr(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 3 }).then(
      (drawn) => isCurrent && setSvg(drawn),
      () => isCurrent && setSvg(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [text]);
  if (svg === null) return <div className={classes['qr']} role="status" aria-label={texts.board.loading} />;
  return (
    <figure className={classes['figure']}>
      <img
        className={classes['qr']}
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
        alt={words.secret.qr}
        data-testid="qr"
      />
      <figcaption>{words.secret.qrHint}</figcaption>
    </figure>
  );
}
