import { Button, Group, Text } from '@mantine/core';
import type { ControllerView } from '../../../../shared/http/controllers.ts';
import type { FirmwareImageView } from '../../../../shared/http/firmware.ts';
import { locale } from '../../texts.ts';
import { confirm, tellDone, tellFailure } from '../feedback.tsx';
import page from '../page.module.css';
import { retireImage } from './api.ts';
import classes from './firmware.module.css';
import { words } from './words.ts';

interface ImagesProps {
  images: readonly FirmwareImageView[];
  controllers: readonly ControllerView[];
  mayStart: boolean;
  onChoose: (image: FirmwareImageView) => void;
  onDone: () => void;
}

export const megabytes = (bytes: number): string =>
  words.megabytes((bytes / 1024 / 1024).toLocaleString(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 }));

/** The images that boards can be updated with, the newest first. */
export function Images({ images, controllers, mayStart, onChoose, onDone }: ImagesProps) {
  if (images.length === 0)
    return (
      <Text size="sm" mt="xs">
        {words.none}
      </Text>
    );

  async function retire({ id, version }: FirmwareImageView): Promise<void> {
    const agreed = await confirm({
      title: words.retireName(version),
      text: words.retireQuestion(version),
      yes: words.retire,
      isDangerous: true,
    });
    if (!agreed) return;
    await retireImage(id).then(() => tellDone(words.retired(version)), tellFailure);
    onDone();
  }

  return (
    <ul className={page['list']}>
      {images.map((image) => {
        const { id, version, size, uploadedAt, by, sha256 } = image;
        const running = controllers.filter(({ fw }) => fw === version).length;
        return (
          <li key={id} className={classes['image']} data-testid={`image-${version}`}>
            <div className={classes['words']}>
              <strong className={page['mono']}>{version}</strong>
              <div className={page['soft']} title={`SHA-256 ${sha256}`}>
                {megabytes(size)} · {new Date(uploadedAt).toLocaleDateString(locale)} {by !== null && words.by(by)} ·{' '}
                {words.runs(running, controllers.length)}
              </div>
            </div>
            <Group gap="xs">
              <Button
                size="sm"
                disabled={!mayStart}
                aria-label={words.start.openName(version)}
                onClick={() => onChoose(image)}
                data-testid={`update-to-${version}`}
              >
                {words.start.open}
              </Button>
              <Button
                size="sm"
                variant="default"
                aria-label={words.retireName(version)}
                onClick={() => void retire(image)}
                data-testid={`retire-${version}`}
              >
                {words.retire}
              </Button>
            </Group>
          </li>
        );
      })}
    </ul>
  );
}
