import { statfs } from 'node:fs/promises';
import { BackendError } from '../../errors.ts';
import { codeOf } from '../reason.ts';

/** Bytes that a user may still write to the disk of a folder. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws BackendError where less is free. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  const free = await freeSpace(folder);
  if (free < bytes) throw tooLittle(folder, `${megabytes(free)} free`, megabytes(bytes));
}

/** The same problem, met while writing. */
export const diskFull = (folder: string, bytes: number): BackendError => tooLittle(folder, 'a full disk', megabytes(bytes));

export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');

/** 604 MB */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const tooLittle = (path: string, received: string, needed: string): BackendError =>
  new BackendError('native install', [
    {
      path,
      expected: `${needed} of disk while it is being installed`,
      received,
      fix: 'make room, or set NETSPEC_CACHE to a folder on another disk',
    },
  ]);
