import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import type { PlanView } from '../../../../../shared/live/board-events.ts';
import { locale } from '../../../texts.ts';
import { tellDone, wordsOf } from '../../feedback.tsx';
import { uploadPlan } from './api.ts';
import classes from './plan.module.css';
import { words } from './words.ts';

/** As the server has them; it decides. */
const mostBytes = 8 * 1024 * 1024;
const mostSide = 8000;
const mostPixels = 40_000_000;

interface Chosen {
  readonly file: File;
  /** The page's policy shows pictures from us and those written out, and no others. */
  readonly url: string;
}

interface UploadPlanProps {
  lot: string;
  plan: PlanView;
  onUploaded: (plan: PlanView) => void;
  /** Beside the button. */
  children: ReactNode;
}

const megabytes = (bytes: number): string =>
  (bytes / 1024 / 1024).toLocaleString(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** Takes a picture by button or drop, shows it, and puts it in place when that is agreed to. */
export function UploadPlan({ lot, plan, onUploaded, children }: UploadPlanProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [isBusy, setBusy] = useState(false);
  // The same file, mended in place, can be chosen again.
  const forget = useRef<() => void>(null);

  async function choose(file: File | null | undefined): Promise<void> {
    if (!file) return;
    setChosen(null);
    setSize(null);
    setFailure(null);
    forget.current?.();
    if (file.size > mostBytes) return setFailure(words.tooLarge(megabytes(file.size)));
    const url = await dataUrlOf(file).catch(() => null);
    if (url === null) return setFailure(words.unreadable);
    setChosen({ file, url });
  }

  function look({ naturalWidth: width, naturalHeight: height }: HTMLImageElement): void {
    setSize({ width, height });
    if (width > mostSide || height > mostSide || width * height > mostPixels)
      setFailure(words.tooManyPixels(width, height));
  }

  async function use(): Promise<void> {
    if (chosen === null) return;
    setBusy(true);
    setFailure(null);
    try {
      onUploaded(await uploadPlan(lot, chosen.file, plan.version));
      setChosen(null);
      tellDone(plan.image === null ? words.uploaded : `${words.uploaded} ${words.kept}`);
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void choose(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same
    <div
      className={classes['drop']}
      data-over={isOver}
      data-testid="plan-drop"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Group gap="sm">
        <FileButton
          resetRef={forget}
          accept="image/png,image/jpeg,image/webp"
          inputProps={{ 'aria-label': words.choose }}
          onChange={(file) => void choose(file)}
        >
          {(props) => (
            <Button {...props} variant={plan.image === null ? 'filled' : 'default'} data-testid="choose-plan">
              {plan.image === null ? words.choose : words.replace}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {words.drop}
        </Text>
        <Group ml="auto">{children}</Group>
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert" mt="sm" data-testid="upload-failed">
          {failure}
        </Alert>
      )}
      {chosen !== null && (
        <Stack gap="xs" mt="sm" data-testid="plan-preview">
          <img
            className={classes['preview']}
            src={chosen.url}
            alt={words.preview(chosen.file.name)}
            onLoad={(event) => look(event.currentTarget)}
            onError={() => {
              setChosen(null);
              setFailure(words.unreadable);
            }}
          />
          <Group justify="space-between">
            <Text size="sm" role="status">
              {size !== null && words.size(size.width, size.height, megabytes(chosen.file.size))}
            </Text>
            <Group gap="xs">
              <Button variant="default" disabled={isBusy} onClick={() => setChosen(null)}>
                {words.cancel}
              </Button>
              <Button disabled={size === null} loading={isBusy} data-testid="use-plan" onClick={() => void use()}>
                {words.use}
              </Button>
            </Group>
          </Group>
        </Stack>
      )}
    </div>
  );
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
