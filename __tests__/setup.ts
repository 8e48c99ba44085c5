import { tf } from '#tf';

tf.enableProdMode();
