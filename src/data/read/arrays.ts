/** Where a reader gets the arrays of a frame from, each by a name of its own. What is in them is anything. */
export interface FrameArrays {
  /** What may serve one frame after another, by a name of its own: made once where their memory is reused, else each time. */
  kept<T>(name: string, make: () => T): T;
  bytes(name: string, length: number): Uint8Array<ArrayBuffer>;
  uint32(name: string, length: number): Uint32Array<ArrayBuffer>;
  float32(name: string, length: number): Float32Array<ArrayBuffer>;
  float64(name: string, length: number): Float64Array<ArrayBuffer>;
}

/** New ones for each frame, which is good for as long as someone holds it. */
export const newArrays: FrameArrays = {
  kept: (_, make) => make(),
  bytes: (_, length) => new Uint8Array(length),
  uint32: (_, length) => new Uint32Array(length),
  float32: (_, length) => new Float32Array(length),
  float64: (_, length) => new Float64Array(length),
};

/**
 * Those of the frame before, where they are long enough: what was read into them is written over, so that a pass over a table of any
 * length makes no more garbage than its first frames.
 */
export function reusedArrays(): FrameArrays {
  const rooms = new Map<string, ArrayBuffer>();
  const roomFor = (name: string, bytes: number) => {
    let room = rooms.get(name);
    // An eighth more, since frames differ by a few rows.
    if (room === undefined || room.byteLength < bytes) rooms.set(name, (room = new ArrayBuffer((bytes + (bytes >> 3) + 8) & ~7)));
    return room;
  };
  const made = new Map<string, unknown>();
  return {
    kept<T>(name: string, make: () => T) {
      if (!made.has(name)) made.set(name, make());
      return made.get(name) as T;
    },
    bytes: (name, length) => new Uint8Array(roomFor(name, length), 0, length),
    uint32: (name, length) => new Uint32Array(roomFor(name, 4 * length), 0, length),
    float32: (name, length) => new Float32Array(roomFor(name, 4 * length), 0, length),
    float64: (name, length) => new Float64Array(roomFor(name, 8 * length), 0, length),
  };
}
