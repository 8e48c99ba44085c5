import { tf } from '#tf';

/** Gives what puts back the values that all variables have now, to be called once: layers of the program may keep some of their own. */
export function holdVariables(): () => void {
  const held = Object.values(tf.engine().registeredVariables).map((variable) => [variable, tf.keep(variable.clone())] as const);
  return () => {
    for (const [variable, values] of held) {
      if (!variable.isDisposed && variable.dataId !== values.dataId) variable.assign(values);
      values.dispose();
    }
  };
}
