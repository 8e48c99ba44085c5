/**
 * The options of your own layers by their type. Empty; a program that calls `registerLayer` adds to it, so that its specs compile:
 *
 * ```ts
 * declare module 'netspec' {
 *   interface CustomLayers {
 *     scale: { readonly factor?: number };
 *   }
 * }
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it is there to be added to
export interface CustomLayers {}
