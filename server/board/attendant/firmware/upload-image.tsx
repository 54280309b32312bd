import { Alert, Button, FileButton, Group, Text, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { FIRMWARE_VERSION, MOST_FIRMWARE_BYTES } from '../../../../shared/firmware.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { uploadImage } from './api.ts';
import classes from './firmware.module.css';
import { megabytes } from './images.tsx';
import { words } from './words.ts';

/** Takes a file and its version; nothing goes to a board by that. */
export function UploadImage({ onDone }: { onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [version, setVersion] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // The same file, built anew, can be chosen again.
  const forget = useRef<() => void>(null);
  const isWrong = version !== '' && !FIRMWARE_VERSION.test(version);

  function choose(chosen: File | null): void {
    setFailure(null);
    forget.current?.();
    if (chosen && chosen.size > MOST_FIRMWARE_BYTES) {
      setFile(null);
      setFailure(words.upload.tooLarge(megabytes(chosen.size)));
    } else if (chosen) setFile(chosen);
  }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (file === null) return;
    setBusy(true);
    setFailure(null);
    try {
      await uploadImage(version, file);
      tellDone(words.upload.done(version));
      setFile(null);
      setVersion('');
      onDone();
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={classes['upload']} onSubmit={(event) => void send(event)} data-testid="upload-firmware">
      <Group gap="sm">
        <FileButton resetRef={forget} inputProps={{ 'aria-label': words.upload.file }} onChange={choose}>
          {(props) => (
            <Button {...props} variant="default" data-testid="choose-firmware">
              {words.upload.file}
            </Button>
          )}
        </FileButton>
        <Text size="sm" role="status">
          {file !== null && words.upload.chosen(file.name, megabytes(file.size))}
        </Text>
      </Group>
      {file !== null && (
        <Group align="flex-start" gap="sm">
          <TextInput
            label={words.upload.version}
            description={words.upload.versionHint}
            value={version}
            onChange={(event) => setVersion(event.currentTarget.value)}
            error={isWrong ? words.upload.versionWrong : null}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            data-testid="firmware-version"
          />
          <Button
            type="submit"
            mt="1.6rem"
            disabled={version === '' || isWrong}
            loading={isBusy}
            data-testid="upload-firmware-yes"
          >
            {words.upload.yes}
          </Button>
        </Group>
      )}
      {failure !== null && (
        <Alert color="red" role="alert" data-testid="upload-firmware-failed">
          {failure}
        </Alert>
      )}
    </form>
  );
}
