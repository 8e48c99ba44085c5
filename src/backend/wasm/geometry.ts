/** What our module is told of how a filter or a window moves over images, in the order in which it reads it (assembly/geometry.ts). */
const names = [
  'batch',
  'height',
  'width',
  'channels',
  'outHeight',
  'outWidth',
  'outChannels',
  'filterHeight',
  'filterWidth',
  'down',
  'across',
  'dilationDown',
  'dilationAcross',
  'top',
  'left',
  'paddedHeight',
  'paddedWidth',
] as const;

export type Geometry = Readonly<Record<(typeof names)[number], number>>;

/** The same as the table of a plan. */
export const tableOf = (geometry: Geometry): readonly number[] => names.map((name) => geometry[name]);
