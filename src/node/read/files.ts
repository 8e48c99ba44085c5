import { open, stat, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { isAbsolute } from 'node:path';
import { BLOCK } from '../../data/read/delimited/blocks.ts';
import { DataError, show } from '../../errors.ts';

/** The files of a path, or of a pattern as shells have it (`data/*.csv`), in the order of their names. @throws DataError where there is none. */
export async function findFiles(path: string): Promise<readonly string[]> {
  if (!/[*?[\]{}]/.test(path) || (await isThere(path))) return [path];
  const { glob } = await import('tinyglobby');
  const found = await glob(path.replaceAll('\\', '/'), { onlyFiles: true, expandDirectories: false, absolute: isAbsolute(path) });
  if (found.length > 0) return found.sort();
  throw new DataError('the data', [{ path, expected: 'files that this pattern names', received: 'none' }]);
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A file that is to be the same each time it is opened. */
export interface WatchedFile {
  /** False for pipes and devices. */
  readonly isRegular: boolean;
  readonly size: number;
  /** Opens the file. `close` checks once more that it is as it was. @throws DataError where it cannot be read, or was changed. */
  open(): Promise<OpenFile>;
}

export interface OpenFile {
  readonly handle: FileHandle;
  /** What is to be thrown where it cannot be read. */
  failed(error: unknown): DataError;
  close(): Promise<void>;
}

/** @param kind What messages say that was expected: `a CSV file`. @throws DataError where there is no such file. */
export async function watchFile(path: string, kind: string): Promise<WatchedFile> {
  const failed = (error: unknown) => unreadable(path, kind, error);
  const first = await stat(path).catch((error: unknown) => {
    throw failed(error);
  });
  if (first.isDirectory()) throw failed({ code: 'EISDIR' });
  const requireSame = (now: Stats) => {
    if (!first.isFile() || (now.size === first.size && now.mtimeMs === first.mtimeMs && now.ino === first.ino)) return;
    const fix = 'read a copy, or wait until nothing writes to it';
    throw new DataError('the data', [{ path, expected: 'the file as it was at the beginning', received: 'a file that was changed', fix }]);
  };
  return {
    isRegular: first.isFile(),
    size: first.size,
    async open() {
      const handle = await open(path).catch((error: unknown) => {
        throw failed(error);
      });
      try {
        requireSame(await handle.stat());
      } catch (error) {
        await handle.close();
        throw error;
      }
      return {
        handle,
        failed,
        async close() {
          const now = await handle.stat();
          await handle.close();
          requireSame(now);
        },
      };
    },
  };
}

/** So many chunks are good at a time where memory is reused: the one being read, two that a reader of blocks holds, and one more. */
const REUSED = 4;

/**
 * The bytes of a file from its beginning.
 * @param isReused Whether a chunk may be written over once the third behind it is asked for. Default: false.
 */
export async function* readChunks(file: WatchedFile, isReused = false): AsyncGenerator<Uint8Array> {
  const { handle, failed, close } = await file.open();
  let isWhole = false;
  const chunks: Uint8Array[] = [];
  let count = 0;
  const roomOf = (place: number) => (chunks[place] ??= new Uint8Array(BLOCK));
  const readNext = () => handle.read(isReused ? roomOf(count++ % REUSED) : new Uint8Array(BLOCK), 0, BLOCK, null);
  let reading = readNext();
  try {
    for (;;) {
      const { bytesRead, buffer } = await reading.catch((error: unknown) => {
        throw failed(error);
      });
      if (bytesRead === 0) break;
      reading = readNext(); // while the reader is busy with what is there
      yield buffer.subarray(0, bytesRead);
    }
    isWhole = true;
  } finally {
    await reading.catch(() => undefined);
    await (isWhole ? close() : handle.close());
  }
}

function unreadable(path: string, kind: string, error: unknown): DataError {
  const { code } = error as NodeJS.ErrnoException;
  const received =
    code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : code === 'EACCES' ? 'a file that may not be read' : show(code);
  return new DataError('the data', [{ path, expected: kind, received }]);
}
