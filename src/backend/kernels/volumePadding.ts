import type { backend_util } from '@tensorflow/tfjs-core';

type Info = backend_util.Conv3DInfo;

/** Whether TF.js takes a padding below zero: it does for "same" where a stride is longer than the window, and so leaves voxels out. */
export const isBelowZero = ({ padInfo: { front, top, left } }: Info): boolean => Math.min(front, top, left) < 0;

/** The same geometry with a padding of none in the place of one below zero, as TensorFlow has it. */
export function notBelowZero(info: Info): Info {
  const { type, ...sides } = info.padInfo;
  const atLeastNone = Object.fromEntries(Object.entries(sides).map(([side, size]) => [side, Math.max(0, size)])) as typeof sides;
  return { ...info, padInfo: { type, ...atLeastNone } };
}
