import { eachWindow, type Pooling } from './pooling.ts';

/** The windows over one image, and how many images there are. */
export interface Windows {
  readonly images: number;
  readonly channels: number;
  /** Values of an image, and of what comes of it. */
  readonly size: number;
  readonly outSize: number;
  /** Where the values of channel 0 are, window after window. */
  readonly places: Int32Array;
  /** Where the places of each window end. */
  readonly ends: Int32Array;
}

/** All windows, written out once: they lie the same in every image. */
export function windowsOf(pooling: Pooling): Windows {
  const { batch, channels, axes } = pooling;
  const places: number[] = [];
  const ends: number[] = [];
  eachWindow({ ...pooling, batch: 1 }, (_, window, count) => {
    for (let i = 0; i < count; i++) places.push(window[i]!);
    ends.push(places.length);
  });
  return {
    images: batch,
    channels,
    size: axes.reduce((all, { size }) => all * size, channels),
    outSize: axes.reduce((all, { out }) => all * out, channels),
    places: Int32Array.from(places),
    ends: Int32Array.from(ends),
  };
}

/** What is read and what is made, window by window. */
type Answer = (out: Float32Array, x: Float32Array, windows: Windows) => void;

/** The first of the largest values of each window: where the first of all is no number, that. */
export const takeFirstLargest: Answer = (out, x, { images, channels, size, places, ends }) => {
  for (let image = 0, o = 0, first = 0; image < images; image++, first += size) {
    for (let window = 0, start = 0; window < ends.length; start = ends[window]!, window++) {
      for (let channel = first; channel < first + channels; channel++, o++) {
        let most = x[channel + places[start]!]!;
        for (let i = start + 1; i < ends[window]!; i++) {
          const value = x[channel + places[i]!]!;
          if (value > most) most = value;
        }
        out[o] = most;
      }
    }
  }
};

/** The largest number of each window, whatever is none. */
export const takeLargest: Answer = (out, x, { images, channels, size, places, ends }) => {
  for (let image = 0, o = 0, first = 0; image < images; image++, first += size) {
    for (let window = 0, start = 0; window < ends.length; start = ends[window]!, window++) {
      for (let channel = first; channel < first + channels; channel++, o++) {
        let most = -Infinity;
        for (let i = start; i < ends[window]!; i++) {
          const value = x[channel + places[i]!]!;
          if (value > most) most = value;
        }
        out[o] = most;
      }
    }
  }
};

/** The mean of each window. */
export const takeMean: Answer = (out, x, { images, channels, size, places, ends }) => {
  for (let image = 0, o = 0, first = 0; image < images; image++, first += size) {
    for (let window = 0, start = 0; window < ends.length; start = ends[window]!, window++) {
      for (let channel = first; channel < first + channels; channel++, o++) {
        let sum = 0;
        for (let i = start; i < ends[window]!; i++) sum += x[channel + places[i]!]!;
        out[o] = sum / (ends[window]! - start);
      }
    }
  }
};

/** What arrives at a window goes to the first of its largest values. */
export function giveToLargest(gradient: Float32Array, arriving: Float32Array, x: Float32Array, windows: Windows): void {
  const { images, channels, size, places, ends } = windows;
  gradient.fill(0);
  for (let image = 0, o = 0, first = 0; image < images; image++, first += size) {
    for (let window = 0, start = 0; window < ends.length; start = ends[window]!, window++) {
      for (let channel = first; channel < first + channels; channel++, o++) {
        let best = channel + places[start]!;
        for (let i = start + 1; i < ends[window]!; i++) if (x[channel + places[i]!]! > x[best]!) best = channel + places[i]!;
        gradient[best]! += arriving[o]!;
      }
    }
  }
}

/** What arrives at a window is shared out evenly among its values. */
export function shareOut(gradient: Float32Array, arriving: Float32Array, windows: Windows): void {
  const { images, channels, size, places, ends } = windows;
  gradient.fill(0);
  for (let image = 0, o = 0, first = 0; image < images; image++, first += size) {
    for (let window = 0, start = 0; window < ends.length; start = ends[window]!, window++) {
      const count = ends[window]! - start;
      for (let channel = first; channel < first + channels; channel++, o++) {
        const share = arriving[o]! / count;
        for (let i = start; i < ends[window]!; i++) gradient[channel + places[i]!]! += share;
      }
    }
  }
}

/** Plans the answers of windows. */
export const planAnswer = (pooling: Pooling, answer: Answer) => {
  const windows = windowsOf(pooling);
  return {
    output: { shape: [...pooling.outShape], dtype: 'float32' as const },
    bind: ({ inputs, output }: { readonly inputs: { readonly x: unknown }; readonly output: unknown }) => {
      const [x, out] = [inputs.x as Float32Array, output as Float32Array];
      return () => {
        answer(out, x, windows);
      };
    },
  };
};
