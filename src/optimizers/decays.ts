/**
 * Whether weight decay draws a weight towards 0 unless `weightDecayOn` is "all": what inputs are multiplied by does, biases, slopes
 * and the weights of normalisation do not.
 * @param name As TF.js calls the weight: `dense_1/kernel`, or `dense_1/kernel_2` where that name was taken.
 */
export function decaysByName(name: string): boolean {
  return /^(\w+_)?kernel(_\d+)?$|^embeddings(_\d+)?$/.test(name.slice(name.lastIndexOf('/') + 1));
}
