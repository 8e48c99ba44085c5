/** What the module of our kernels exports (assembly/index.ts). All numbers but those that say otherwise are addresses or whole. */
export interface KernelExports {
  matMulScratch(depth: number): number;
  matMul(
    out: number,
    a: number,
    b: number,
    bias: number,
    rows: number,
    columns: number,
    depth: number,
    transposeA: number,
    transposeB: number,
    relu: number,
    scratch: number,
  ): void;
}
