// Made from the tables in src/spec by `npm run generate`: change those, not this.

/** An activation that TF.js knows by name. */
export type Activation =
  | 'linear'
  | 'relu'
  | 'relu6'
  | 'elu'
  | 'selu'
  | 'sigmoid'
  | 'hardSigmoid'
  | 'softmax'
  | 'logSoftmax'
  | 'softplus'
  | 'softsign'
  | 'tanh'
  | 'swish'
  | 'mish'
  | 'gelu'
  | 'gelu_new';

/** How weights begin: a name, or an object with its arguments. */
export type InitializerSpec =
  | 'zeros'
  | 'ones'
  | 'identity'
  | 'orthogonal'
  | 'randomNormal'
  | 'truncatedNormal'
  | 'randomUniform'
  | 'varianceScaling'
  | 'glorotNormal'
  | 'glorotUniform'
  | 'heNormal'
  | 'heUniform'
  | 'leCunNormal'
  | 'leCunUniform'
  | {
      /** All 0. */
      readonly type: 'zeros';
    }
  | {
      /** All 1. */
      readonly type: 'ones';
    }
  | {
      /** All the same value. */
      readonly type: 'constant';
      /** The value. A number. */
      readonly value: number;
    }
  | {
      /** 1 on the diagonal, 0 elsewhere. For square matrices only. */
      readonly type: 'identity';
      /** What the matrix is multiplied by. A number. Default: `1`. */
      readonly gain?: number;
    }
  | {
      /** An orthogonal matrix (Saxe et al. 2014). Not for vectors such as a bias. */
      readonly type: 'orthogonal';
      /** What the matrix is multiplied by. A number. Default: `1`. */
      readonly gain?: number;
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Normally distributed. */
      readonly type: 'randomNormal';
      /** Mean of the values. A number. Default: `0`. */
      readonly mean?: number;
      /** Standard deviation of the values. A number > 0. Default: `0.05`. */
      readonly stddev?: number;
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Normally distributed; values further than 2 deviations from the mean are drawn again. */
      readonly type: 'truncatedNormal';
      /** Mean of the values. A number. Default: `0`. */
      readonly mean?: number;
      /** Standard deviation of the values. A number > 0. Default: `0.05`. */
      readonly stddev?: number;
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Evenly distributed between two bounds. */
      readonly type: 'randomUniform';
      /** Lower bound. A number. Default: `-0.05`. */
      readonly minval?: number;
      /** Upper bound. A number. Default: `0.05`. */
      readonly maxval?: number;
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Variance scale / n, where n counts what the mode says. */
      readonly type: 'varianceScaling';
      /** What the variance is multiplied by. A number > 0. Default: `1`. */
      readonly scale?: number;
      /** n: the values that come in, go out, or the mean of both. Default: `'fanIn'`. */
      readonly mode?: 'fanIn' | 'fanOut' | 'fanAvg';
      /** Normal cut off at 2 deviations, or uniform. TF.js draws "truncatedNormal" uniformly. Default: `'normal'`. */
      readonly distribution?: 'normal' | 'uniform' | 'truncatedNormal';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Normal with variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010, section 4.2.1). For tanh, sigmoid and softmax. */
      readonly type: 'glorotNormal';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Uniform with variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010, section 4.2.1). For tanh, sigmoid and softmax. */
      readonly type: 'glorotUniform';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Normal with variance 2 / fanIn (He et al. 2015, section 2.2). For relu. */
      readonly type: 'heNormal';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Uniform with variance 2 / fanIn (He et al. 2015, section 2.2). For relu. */
      readonly type: 'heUniform';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Normal with variance 1 / fanIn (LeCun et al. 1998, section 4.6). For selu. */
      readonly type: 'leCunNormal';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    }
  | {
      /** Uniform with variance 1 / fanIn (LeCun et al. 1998, section 4.6). For selu. */
      readonly type: 'leCunUniform';
      /** Seed of these values. An integer >= 0. Default: drawn from the seed of the run. */
      readonly seed?: number;
    };

/** A penalty on weights: a name, or an object with its arguments. */
export type RegularizerSpec =
  | 'l1'
  | 'l2'
  | 'l1l2'
  | {
      /** l1 * sum(|w|). Drives weights to 0. */
      readonly type: 'l1';
      /** How much the sum of absolute values counts. A number >= 0. Default: `0.01`. */
      readonly l1?: number;
    }
  | {
      /** l2 * sum(w^2). Keeps weights small. */
      readonly type: 'l2';
      /** How much the sum of squares counts. A number >= 0. Default: `0.01`. */
      readonly l2?: number;
    }
  | {
      /** l1 * sum(|w|) + l2 * sum(w^2). */
      readonly type: 'l1l2';
      /** How much the sum of absolute values counts. A number >= 0. Default: `0.01`. */
      readonly l1?: number;
      /** How much the sum of squares counts. A number >= 0. Default: `0.01`. */
      readonly l2?: number;
    };

/** Bounds for weights: a name, or an object with its arguments. */
export type ConstraintSpec =
  | 'maxNorm'
  | 'minMaxNorm'
  | 'nonNeg'
  | 'unitNorm'
  | {
      /** Norms of at most maxValue (Srivastava et al. 2014, section 5.1). */
      readonly type: 'maxNorm';
      /** The largest norm. A number >= 0. Default: `2`. */
      readonly maxValue?: number;
      /** The axis of the weight along which norms are taken; negative counts from the last. An integer. Default: `0`. */
      readonly axis?: number;
    }
  | {
      /** Norms between minValue and maxValue. */
      readonly type: 'minMaxNorm';
      /** The smallest norm. A number >= 0. Default: `0`. */
      readonly minValue?: number;
      /** The largest norm. A number >= 0. Default: `1`. */
      readonly maxValue?: number;
      /** How far each step goes towards the bound: 1 all the way. A number >= 0 and <= 1. Default: `1`. */
      readonly rate?: number;
      /** The axis of the weight along which norms are taken; negative counts from the last. An integer. Default: `0`. */
      readonly axis?: number;
    }
  | {
      /** No value below 0. */
      readonly type: 'nonNeg';
    }
  | {
      /** Norms of 1. */
      readonly type: 'unitNorm';
      /** The axis of the weight along which norms are taken; negative counts from the last. An integer. Default: `0`. */
      readonly axis?: number;
    };

/** What is made small: a name, or an object with its arguments. */
export type LossSpec =
  | 'meanSquaredError'
  | 'mse'
  | 'MSE'
  | 'meanAbsoluteError'
  | 'mae'
  | 'MAE'
  | 'meanAbsolutePercentageError'
  | 'mape'
  | 'MAPE'
  | 'meanSquaredLogarithmicError'
  | 'msle'
  | 'MSLE'
  | 'squaredHinge'
  | 'hinge'
  | 'categoricalHinge'
  | 'logcosh'
  | 'categoricalCrossentropy'
  | 'sparseCategoricalCrossentropy'
  | 'binaryCrossentropy'
  | 'kullbackLeiblerDivergence'
  | 'kld'
  | 'KLD'
  | 'poisson'
  | 'cosineProximity'
  | 'cosine'
  | 'absoluteDifference'
  | 'cosineDistance'
  | 'hingeLoss'
  | 'huberLoss'
  | 'huber'
  | 'logLoss'
  | 'sigmoidCrossEntropy'
  | 'softmaxCrossEntropy'
  | 'quantile'
  | 'pinball'
  | 'quantiles'
  | 'ordinalCrossentropy'
  | 'logPoisson'
  | 'binaryFocalCrossentropy'
  | 'categoricalFocalCrossentropy'
  | {
      /** Mean of (y - p)^2. */
      readonly type: 'meanSquaredError' | 'mse' | 'MSE';
    }
  | {
      /** Mean of |y - p|. */
      readonly type: 'meanAbsoluteError' | 'mae' | 'MAE';
    }
  | {
      /** 100 times the mean of |y - p| / |y|. */
      readonly type: 'meanAbsolutePercentageError' | 'mape' | 'MAPE';
    }
  | {
      /** Mean of (log(1 + y) - log(1 + p))^2; for values that are not below 0. */
      readonly type: 'meanSquaredLogarithmicError' | 'msle' | 'MSLE';
    }
  | {
      /** Mean of max(0, 1 - y p)^2; labels are -1 or 1. */
      readonly type: 'squaredHinge';
    }
  | {
      /** Mean of max(0, 1 - y p); labels are -1 or 1. */
      readonly type: 'hinge';
    }
  | {
      /** How far the best wrong class comes within 1 of the right one; labels are one-hot. */
      readonly type: 'categoricalHinge';
    }
  | {
      /** Mean of log(cosh(p - y)): squared near 0, absolute far from it. */
      readonly type: 'logcosh';
    }
  | {
      /** -log of the share that the right class got; for a softmax, labels are one-hot. */
      readonly type: 'categoricalCrossentropy';
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    }
  | {
      /** -log of the share that the right class got; for a softmax, labels are class numbers. */
      readonly type: 'sparseCategoricalCrossentropy';
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    }
  | {
      /** Mean of -y log(p) - (1 - y) log(1 - p); for a sigmoid, labels are 0 or 1. */
      readonly type: 'binaryCrossentropy';
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    }
  | {
      /** Sum of y log(y / p); labels and outputs are distributions. */
      readonly type: 'kullbackLeiblerDivergence' | 'kld' | 'KLD';
    }
  | {
      /** Mean of p - y log(p); for counts. */
      readonly type: 'poisson';
    }
  | {
      /** Minus the cosine of the angle between label and output. */
      readonly type: 'cosineProximity' | 'cosine';
    }
  | {
      /** Mean of |y - p| over everything in the batch. */
      readonly type: 'absoluteDifference';
    }
  | {
      /** 1 minus the sum of y p along an axis; for vectors of length 1. */
      readonly type: 'cosineDistance';
      /** The axis along which the vectors lie; negative counts from the last. An integer. Default: `-1`. */
      readonly axis?: number;
    }
  | {
      /** Mean of max(0, 1 - (2 y - 1) p); labels are 0 or 1. */
      readonly type: 'hingeLoss';
    }
  | {
      /** Squared up to `delta`, absolute beyond it (Huber 1964). */
      readonly type: 'huberLoss' | 'huber';
      /** Error at which it turns from squared to absolute. A number > 0. Default: `1`. */
      readonly delta?: number;
    }
  | {
      /** Mean of -y log(p + epsilon) - (1 - y) log(1 - p + epsilon); for a sigmoid, labels are 0 or 1. */
      readonly type: 'logLoss';
      /** Keeps the logarithm finite. A number > 0. Default: `1e-7`. */
      readonly epsilon?: number;
    }
  | {
      /** binaryCrossentropy of the sigmoid of the output, which is left linear; labels are 0 or 1. */
      readonly type: 'sigmoidCrossEntropy';
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    }
  | {
      /** categoricalCrossentropy of the softmax of the output, which is left linear; labels are one-hot. */
      readonly type: 'softmaxCrossEntropy';
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    }
  | {
      /** Mean of q (y - p) where p is below y, else (1 - q) (p - y): the answer becomes a quantile (Koenker and Bassett 1978). */
      readonly type: 'quantile' | 'pinball';
      /** Share of the labels that should lie below the answer; 0.5 asks for the median. A number > 0 and < 1. Default: `0.5`. */
      readonly quantile?: number;
    }
  | {
      /** Mean of the losses "quantile" of several quantiles, one a unit; labels are the number, as often as there are units. */
      readonly type: 'quantiles';
      /**
       * Shares of the labels that should lie below each answer, rising. A rising list of numbers between 0 and 1, with 0.5 among
       * them. Default: `[0.1,0.5,0.9]`.
       */
      readonly quantiles?: readonly number[];
    }
  | {
      /**
       * binaryCrossentropy of whether it is beyond each class but the last; for a sigmoid, labels are 1 as often as it is beyond
       * one (Cheng et al. 2008).
       */
      readonly type: 'ordinalCrossentropy';
    }
  | {
      /** Mean of exp(p) - y p; for counts, the logarithm of which is answered. */
      readonly type: 'logPoisson';
    }
  | {
      /** binaryCrossentropy times (1 - share of the right answer)^gamma, so that hard rows count more (Lin et al. 2017). */
      readonly type: 'binaryFocalCrossentropy';
      /** How much less a row counts that is answered well already; 0: as much as any. A number >= 0. Default: `2`. */
      readonly gamma?: number;
      /** Weight of label 1; label 0 has 1 - alpha. A number >= 0 and <= 1. Default: `0.25`. */
      readonly alpha?: number;
      /** Whether alpha counts. Default: `false`. */
      readonly applyClassBalancing?: boolean;
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    }
  | {
      /** categoricalCrossentropy times alpha (1 - share of the right class)^gamma, so that hard rows count more (Lin et al. 2017). */
      readonly type: 'categoricalFocalCrossentropy';
      /** How much less a row counts that is answered well already; 0: as much as any. A number >= 0. Default: `2`. */
      readonly gamma?: number;
      /** What the loss is multiplied by. A number > 0. Default: `0.25`. */
      readonly alpha?: number;
      /** Share by which the labels are drawn towards an even guess. A number >= 0 and < 1. Default: `0`. */
      readonly labelSmoothing?: number;
    };

/** How weights are moved: a name, or an object with its arguments. */
export type OptimizerSpec =
  | 'sgd'
  | 'SGD'
  | 'momentum'
  | 'adagrad'
  | 'Adagrad'
  | 'adadelta'
  | 'Adadelta'
  | 'rmsprop'
  | 'RMSProp'
  | 'RMSprop'
  | 'adam'
  | 'Adam'
  | 'amsgrad'
  | 'AMSGrad'
  | 'adamax'
  | 'Adamax'
  | 'nadam'
  | 'Nadam'
  | 'adamW'
  | 'adamw'
  | 'AdamW'
  | 'lion'
  | 'Lion'
  | {
      /**
       * Against the gradient; with momentum in Keras's form, whose velocity holds learning rates: v = momentum * v - learningRate
       * * gradient.
       */
      readonly type: 'sgd' | 'SGD';
      /** How far each step goes. A number > 0. Default: `0.01`. */
      readonly learningRate?: number;
      /** Share of the last step that is kept. A number >= 0 and < 1. Default: `0`. */
      readonly momentum?: number;
      /** Nesterov's form of momentum: the gradient looks one step ahead. Default: `false`. */
      readonly nesterov?: boolean;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** Against a running sum of gradients (Sutskever et al. 2013). */
      readonly type: 'momentum';
      /** How far each step goes. A number > 0. Default: `0.01`. */
      readonly learningRate?: number;
      /** Share of the last step that is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly momentum?: number;
      /** Nesterov's form: the gradient looks one step ahead. Default: `false`. */
      readonly useNesterov?: boolean;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** Smaller steps for weights that have moved much (Duchi et al. 2011). */
      readonly type: 'adagrad' | 'Adagrad';
      /** How far each step goes. A number > 0. Default: `0.01`. */
      readonly learningRate?: number;
      /** Where the sum of squared gradients begins. A number > 0. Default: `0.1`. */
      readonly initialAccumulatorValue?: number;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** Steps scaled by running means of gradients and of steps (Zeiler 2012). */
      readonly type: 'adadelta' | 'Adadelta';
      /** How far each step goes. A number > 0. Default: `1`. */
      readonly learningRate?: number;
      /** How much of the running means is kept. A number >= 0 and < 1. Default: `0.95`. */
      readonly rho?: number;
      /** Keeps a divisor from 0. A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits. */
      readonly epsilon?: number;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** Gradients divided by the root of their running mean square (Tieleman and Hinton 2012). */
      readonly type: 'rmsprop' | 'RMSProp' | 'RMSprop';
      /** How far each step goes. A number > 0. Default: `0.001`. */
      readonly learningRate?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly decay?: number;
      /** Share of the last step that is kept. A number >= 0 and < 1. Default: `0`. */
      readonly momentum?: number;
      /** Keeps a divisor from 0. A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits. */
      readonly epsilon?: number;
      /** Divides by the variance instead of the mean square. Default: `false`. */
      readonly centered?: boolean;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** Running means of the gradient and of its square (Kingma and Ba 2015, algorithm 1). */
      readonly type: 'adam' | 'Adam';
      /** How far each step goes. A number > 0. Default: `0.001`. */
      readonly learningRate?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly beta1?: number;
      /** How much of the running mean square is kept. A number >= 0 and < 1. Default: `0.999`. */
      readonly beta2?: number;
      /**
       * Added to the root of the bias-corrected mean square (algorithm 1 of the paper, not Keras's epsilon-hat, which is added
       * before the correction). A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits.
       */
      readonly epsilon?: number;
      /** Divides by the largest mean square so far (Reddi et al. 2018). Default: `false`. */
      readonly amsgrad?: boolean;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** adam that divides by the largest mean square so far (Reddi et al. 2018). */
      readonly type: 'amsgrad' | 'AMSGrad';
      /** How far each step goes. A number > 0. Default: `0.001`. */
      readonly learningRate?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly beta1?: number;
      /** How much of the running mean square is kept. A number >= 0 and < 1. Default: `0.999`. */
      readonly beta2?: number;
      /**
       * Added to the root of the bias-corrected mean square (algorithm 1 of the paper, not Keras's epsilon-hat, which is added
       * before the correction). A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits.
       */
      readonly epsilon?: number;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** adam with the largest gradient in place of the mean square (Kingma and Ba 2015, algorithm 2). */
      readonly type: 'adamax' | 'Adamax';
      /** How far each step goes. A number > 0. Default: `0.002`. */
      readonly learningRate?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly beta1?: number;
      /** How much of the running maximum is kept. A number >= 0 and < 1. Default: `0.999`. */
      readonly beta2?: number;
      /** Keeps a divisor from 0. A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits. */
      readonly epsilon?: number;
      /** The learning rate is divided by 1 + decay * steps. A number >= 0. Default: `0`. */
      readonly decay?: number;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** adam with Nesterov's momentum, which grows as the run goes on (Dozat 2016). */
      readonly type: 'nadam' | 'Nadam';
      /** How far each step goes. A number > 0. Default: `0.001`. */
      readonly learningRate?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly beta1?: number;
      /** How much of the running mean square is kept. A number >= 0 and < 1. Default: `0.999`. */
      readonly beta2?: number;
      /**
       * Added to the root of the bias-corrected mean square (algorithm 1 of the paper, not Keras's epsilon-hat, which is added
       * before the correction). A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits.
       */
      readonly epsilon?: number;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /** adam with weight decay apart from the gradient (Loshchilov and Hutter 2019). */
      readonly type: 'adamW' | 'adamw' | 'AdamW';
      /** How far each step goes. A number > 0. Default: `0.001`. */
      readonly learningRate?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.9`. */
      readonly beta1?: number;
      /** How much of the running mean square is kept. A number >= 0 and < 1. Default: `0.999`. */
      readonly beta2?: number;
      /**
       * Added to the root of the bias-corrected mean square (algorithm 1 of the paper, not Keras's epsilon-hat, which is added
       * before the correction). A number > 0. Default: the backend's own, 1e-7 where numbers have 32 bits.
       */
      readonly epsilon?: number;
      /** Divides by the largest mean square so far (Reddi et al. 2018). Default: `false`. */
      readonly amsgrad?: boolean;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: `0.004`.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    }
  | {
      /**
       * Steps of one length, against the sign of a running mean (Chen et al. 2023). Take a learning rate 3 to 10 times smaller
       * than for adam.
       */
      readonly type: 'lion' | 'Lion';
      /** How far each step goes. A number > 0. Default: `0.001`. */
      readonly learningRate?: number;
      /** How much of the running mean goes into the sign. A number >= 0 and < 1. Default: `0.9`. */
      readonly beta1?: number;
      /** How much of the running mean is kept. A number >= 0 and < 1. Default: `0.99`. */
      readonly beta2?: number;
      /**
       * Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and
       * Hutter 2019). A number >= 0. Default: none.
       */
      readonly weightDecay?: number;
      /** Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels". */
      readonly weightDecayOn?: 'kernels' | 'all';
      /** A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. A number > 0. Default: not clipped. */
      readonly clipNorm?: number;
      /**
       * All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). A number > 0. Default:
       * not clipped.
       */
      readonly globalClipNorm?: number;
      /** No value of a gradient is further from 0 than this. A number > 0. Default: not clipped. */
      readonly clipValue?: number;
      /**
       * Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. A
       * positive integer. Default: 1.
       */
      readonly gradientAccumulationSteps?: number;
      /**
       * Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default:
       * false.
       */
      readonly useEma?: boolean;
      /** How much of the running mean of the weights is kept in each step. A number >= 0 and < 1. Default: 0.99. */
      readonly emaMomentum?: number;
      /**
       * Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Numbers >= 0 by the id of a layer.
       * Default: 1 for each.
       */
      readonly learningRateMultipliers?: Readonly<Record<string, number>>;
    };

/** How the learning rate changes in the course of a run: a name, or an object with its arguments. */
export type ScheduleSpec =
  | 'constant'
  | 'stepDecay'
  | 'exponentialDecay'
  | 'ExponentialDecay'
  | 'inverseTimeDecay'
  | 'InverseTimeDecay'
  | 'polynomialDecay'
  | 'PolynomialDecay'
  | 'cosineDecay'
  | 'CosineDecay'
  | 'cosineDecayRestarts'
  | 'CosineDecayRestarts'
  | 'oneCycle'
  | 'OneCycleLR'
  | 'reduceOnPlateau'
  | 'reduceLROnPlateau'
  | 'ReduceLROnPlateau'
  | {
      /** It stays as it is. */
      readonly type: 'constant';
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Falls by the same factor every few epochs. */
      readonly type: 'stepDecay';
      /** Epochs from one fall to the next. A number > 0. Default: `10`. */
      readonly dropEvery?: number;
      /** What the learning rate is multiplied by each time. A number > 0. Default: `0.5`. */
      readonly factor?: number;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** One factor until the first boundary, the next until the second, and so on. */
      readonly type: 'piecewiseConstant' | 'PiecewiseConstantDecay';
      /** Epochs after which the next factor holds, in rising order. A list, each a number > 0. */
      readonly boundaries: readonly number[];
      /** Factors on the learning rate, one more than there are boundaries. A list, each a number >= 0. */
      readonly factors: readonly number[];
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Falls by the same factor in the same time: decayRate ^ (epochs / decayEpochs). */
      readonly type: 'exponentialDecay' | 'ExponentialDecay';
      /** The factor after decayEpochs. A number > 0. Default: `0.1`. */
      readonly decayRate?: number;
      /** Over how many epochs, or parts of one. A number > 0. Default: what is left of the run. */
      readonly decayEpochs?: number;
      /** Falls only where another decayEpochs have passed. Default: `false`. */
      readonly staircase?: boolean;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Falls quickly, then ever more slowly: 1 / (1 + decayRate * epochs / decayEpochs). */
      readonly type: 'inverseTimeDecay' | 'InverseTimeDecay';
      /** How quickly. A number >= 0. Default: `1`. */
      readonly decayRate?: number;
      /** Over how many epochs, or parts of one. A number > 0. Default: what is left of the run. */
      readonly decayEpochs?: number;
      /** Falls only where another decayEpochs have passed. Default: `false`. */
      readonly staircase?: boolean;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Falls to endFactor and stays there: evenly, or along a power of the time left. */
      readonly type: 'polynomialDecay' | 'PolynomialDecay';
      /** Over how many epochs, or parts of one. A number > 0. Default: what is left of the run. */
      readonly decayEpochs?: number;
      /** The factor at the end. A number >= 0. Default: `0`. */
      readonly endFactor?: number;
      /** 1 falls evenly, 2 quickly at first. A number > 0. Default: `1`. */
      readonly power?: number;
      /** Starts afresh at the end, over a time that is longer by decayEpochs, rather than staying there. Default: `false`. */
      readonly cycle?: boolean;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Falls along half a cosine: slowly, quickly, slowly (Loshchilov and Hutter 2017). */
      readonly type: 'cosineDecay' | 'CosineDecay';
      /** Over how many epochs, or parts of one. A number > 0. Default: what is left of the run. */
      readonly decayEpochs?: number;
      /** The factor at the end. A number >= 0 and <= 1. Default: `0`. */
      readonly alpha?: number;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** cosineDecay that starts afresh each time it has come to its end (SGDR, Loshchilov and Hutter 2017). */
      readonly type: 'cosineDecayRestarts' | 'CosineDecayRestarts';
      /** Epochs, or parts of one, until the first restart. A number > 0. Default: `10`. */
      readonly firstDecayEpochs?: number;
      /** How much longer each period is than the one before. A number >= 1. Default: `2`. */
      readonly tMul?: number;
      /** The factor that each period starts with, over that of the one before. A number > 0. Default: `1`. */
      readonly mMul?: number;
      /** The factor at the end of a period. A number >= 0 and <= 1. Default: `0`. */
      readonly alpha?: number;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Rises to the optimizer's learning rate, then falls far below where it began, both along half a cosine (Smith and Topin 2018). */
      readonly type: 'oneCycle' | 'OneCycleLR';
      /** Over how many epochs, or parts of one. A number > 0. Default: what is left of the run. */
      readonly cycleEpochs?: number;
      /** After which share of the cycle the learning rate is highest. A number > 0 and < 1. Default: `0.3`. */
      readonly peakAt?: number;
      /** It begins at the highest learning rate divided by this. A number > 0. Default: `25`. */
      readonly divFactor?: number;
      /** It ends at the first learning rate divided by this. A number > 0. Default: `10000`. */
      readonly finalDivFactor?: number;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    }
  | {
      /** Falls where a number of each epoch no longer gets better. */
      readonly type: 'reduceOnPlateau' | 'reduceLROnPlateau' | 'ReduceLROnPlateau';
      /**
       * The number of each epoch that is watched, such as "val_accuracy". A text that is not empty. Default: val_loss with rows
       * held out, else loss.
       */
      readonly monitor?: string;
      /**
       * Whether less or more is better. auto: as is right for the metric, which a function of the program must say itself.
       * Default: `'auto'`.
       */
      readonly mode?: 'auto' | 'min' | 'max';
      /** What the learning rate is multiplied by each time. A number > 0 and < 1. Default: `0.1`. */
      readonly factor?: number;
      /** Epochs without a better one before it falls. An integer >= 0. Default: `10`. */
      readonly patience?: number;
      /** By how much an epoch must be better to count. A number >= 0. Default: `0.0001`. */
      readonly minDelta?: number;
      /** Epochs after a fall that are not counted. An integer >= 0. Default: `0`. */
      readonly cooldown?: number;
      /** It never falls below this factor on the optimizer's learning rate. A number >= 0 and < 1. Default: `0`. */
      readonly minLearningRateFactor?: number;
      /**
       * Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them. A number
       * >= 0. Default: `0`.
       */
      readonly warmupEpochs?: number;
    };

/** What is measured each epoch: a name, or an object with its arguments. */
export type MetricSpec =
  | 'accuracy'
  | 'acc'
  | 'crossentropy'
  | 'ce'
  | 'binaryAccuracy'
  | 'categoricalAccuracy'
  | 'sparseCategoricalAccuracy'
  | 'topKAccuracy'
  | 'topKCategoricalAccuracy'
  | 'balancedAccuracy'
  | 'binaryCrossentropy'
  | 'categoricalCrossentropy'
  | 'sparseCategoricalCrossentropy'
  | 'logLoss'
  | 'brierScore'
  | 'brier'
  | 'precision'
  | 'recall'
  | 'fBeta'
  | 'f1'
  | 'specificity'
  | 'rocAuc'
  | 'auc'
  | 'prAuc'
  | 'averagePrecision'
  | 'matthewsCorrelation'
  | 'mcc'
  | 'cohensKappa'
  | 'kappa'
  | 'meanRankError'
  | 'cosineProximity'
  | 'cosine'
  | 'meanAbsoluteError'
  | 'mae'
  | 'MAE'
  | 'meanAbsolutePercentageError'
  | 'mape'
  | 'MAPE'
  | 'meanSquaredError'
  | 'mse'
  | 'MSE'
  | 'rootMeanSquaredError'
  | 'rmse'
  | 'RMSE'
  | 'medianAbsoluteError'
  | 'pinball'
  | 'meanPinball'
  | 'coverage'
  | 'meanPoissonDeviance'
  | 'r2Score'
  | {
      /** Share of right answers, counted as the loss and the number of units ask. */
      readonly type: 'accuracy' | 'acc';
    }
  | {
      /** The crossentropy that goes with the loss and the number of units. */
      readonly type: 'crossentropy' | 'ce';
    }
  | {
      /** Share of values on the right side of 0.5. */
      readonly type: 'binaryAccuracy';
    }
  | {
      /** Share of rows whose largest value is the right one; labels are one-hot. */
      readonly type: 'categoricalAccuracy';
    }
  | {
      /** Share of rows whose largest value is the right one; labels are class numbers. */
      readonly type: 'sparseCategoricalAccuracy';
    }
  | {
      /** Share of rows whose class is among the k largest values (scikit-learn's top_k_accuracy_score). */
      readonly type: 'topKAccuracy' | 'topKCategoricalAccuracy';
      /** How many answers a row has. A positive integer. Default: `5`. */
      readonly k?: number;
    }
  | {
      /** Mean of the recalls of all classes, so that each counts alike, however rare (scikit-learn's balanced_accuracy_score). */
      readonly type: 'balancedAccuracy';
    }
  | {
      /** The loss of that name. */
      readonly type: 'binaryCrossentropy';
    }
  | {
      /** The loss of that name. */
      readonly type: 'categoricalCrossentropy';
    }
  | {
      /** The loss of that name. */
      readonly type: 'sparseCategoricalCrossentropy';
    }
  | {
      /** Mean of -ln of the probability of the right class (scikit-learn's log_loss). */
      readonly type: 'logLoss';
    }
  | {
      /**
       * Mean squared distance between probabilities and what was the case; of more than two classes the sum over them
       * (scikit-learn's brier_score_loss; Brier 1950).
       */
      readonly type: 'brierScore' | 'brier';
    }
  | {
      /** Share of right ones among what was given the class; 0 where nothing was. */
      readonly type: 'precision';
      /**
       * How classes make one number: binary: class 1 alone; macro: their mean; micro: their counts added up; weighted: mean by
       * their rows; none: one each. Default: binary for 1 unit, else macro.
       */
      readonly average?: 'binary' | 'macro' | 'micro' | 'weighted' | 'none';
    }
  | {
      /** Share that was given the class among what has it; 0 where nothing has. */
      readonly type: 'recall';
      /**
       * How classes make one number: binary: class 1 alone; macro: their mean; micro: their counts added up; weighted: mean by
       * their rows; none: one each. Default: binary for 1 unit, else macro.
       */
      readonly average?: 'binary' | 'macro' | 'micro' | 'weighted' | 'none';
    }
  | {
      /** Harmonic mean of precision and recall, in which recall counts beta times as much (van Rijsbergen 1979). */
      readonly type: 'fBeta';
      /** How much more recall counts than precision. A number > 0. Default: `1`. */
      readonly beta?: number;
      /**
       * How classes make one number: binary: class 1 alone; macro: their mean; micro: their counts added up; weighted: mean by
       * their rows; none: one each. Default: binary for 1 unit, else macro.
       */
      readonly average?: 'binary' | 'macro' | 'micro' | 'weighted' | 'none';
    }
  | {
      /** Harmonic mean of precision and recall. */
      readonly type: 'f1';
      /**
       * How classes make one number: binary: class 1 alone; macro: their mean; micro: their counts added up; weighted: mean by
       * their rows; none: one each. Default: binary for 1 unit, else macro.
       */
      readonly average?: 'binary' | 'macro' | 'micro' | 'weighted' | 'none';
    }
  | {
      /** Share that was not given the class among what does not have it; 0 where all has. */
      readonly type: 'specificity';
      /**
       * How classes make one number: binary: class 1 alone; macro: their mean; micro: their counts added up; weighted: mean by
       * their rows; none: one each. Default: binary for 1 unit, else macro.
       */
      readonly average?: 'binary' | 'macro' | 'micro' | 'weighted' | 'none';
    }
  | {
      /** Chance that a row of the class ranks above another (scikit-learn's roc_auc_score, one-vs-rest). NaN where a class is absent. */
      readonly type: 'rocAuc' | 'auc';
      /** Of several classes, each against the others: macro: the mean; weighted: the mean by their rows. Default: `'macro'`. */
      readonly average?: 'macro' | 'weighted';
    }
  | {
      /** Average precision over all thresholds (scikit-learn's average_precision_score). 0 for a class that is absent. */
      readonly type: 'prAuc' | 'averagePrecision';
      /** Of several classes, each against the others: macro: the mean; weighted: the mean by their rows. Default: `'macro'`. */
      readonly average?: 'macro' | 'weighted';
    }
  | {
      /** Correlation of class and answer, from -1 to 1 (Matthews 1975). 0 where all have one class, or all were given one. */
      readonly type: 'matthewsCorrelation' | 'mcc';
    }
  | {
      /** By how much agreement exceeds what chance gives: 1 is full agreement, 0 no more than chance (Cohen 1960). */
      readonly type: 'cohensKappa' | 'kappa';
      /** Classes in an order: how much worse an answer is that is further from the class. Default: `'none'`. */
      readonly weights?: 'none' | 'linear' | 'quadratic';
    }
  | {
      /**
       * Of classes in an order: how many classes lie between the right one and the one that was answered, on average, each
       * counting 1.
       */
      readonly type: 'meanRankError';
    }
  | {
      /** The loss of that name. */
      readonly type: 'cosineProximity' | 'cosine';
    }
  | {
      /** Mean of |y - p|. */
      readonly type: 'meanAbsoluteError' | 'mae' | 'MAE';
    }
  | {
      /** 100 times the mean of |y - p| / |y|. */
      readonly type: 'meanAbsolutePercentageError' | 'mape' | 'MAPE';
    }
  | {
      /** Mean of (y - p)^2. */
      readonly type: 'meanSquaredError' | 'mse' | 'MSE';
    }
  | {
      /** Root of the mean of (y - p)^2; of several units the mean of their roots. */
      readonly type: 'rootMeanSquaredError' | 'rmse' | 'RMSE';
    }
  | {
      /** Median of |y - p|, which outliers do not move; of several units the mean of their medians. */
      readonly type: 'medianAbsoluteError';
    }
  | {
      /** Mean of q (y - p) where the answer is too small, (1 - q) (p - y) where it is too large (Koenker and Bassett 1978). */
      readonly type: 'pinball';
      /** The share q of rows that should lie below. A number > 0 and < 1. Default: `0.5`. */
      readonly quantile?: number;
    }
  | {
      /** Of a target of quantiles: the mean of their pinball losses. */
      readonly type: 'meanPinball';
    }
  | {
      /**
       * Of a target of quantiles: share of rows between the first and the last of them, which should be the difference of the two
       * shares.
       */
      readonly type: 'coverage';
    }
  | {
      /** Mean of 2 (y log(y / p) - y + p), for counts (scikit-learn's mean_poisson_deviance). NaN where an answer is not above 0. */
      readonly type: 'meanPoissonDeviance';
    }
  | {
      /** Share of the variance that is explained: 1 is all of it, 0 no more than the mean does; of several units their mean. */
      readonly type: 'r2Score';
    };

/** What a column is that the network reads: a name, or an object with its arguments. */
export type FeatureSpec =
  | 'number'
  | 'category'
  | 'boolean'
  | 'date'
  | 'vector'
  | 'sequence'
  | 'text'
  | 'ignore'
  | {
      /** A number. Becomes one value, two by "standardAndLog1p", or one for each bin. */
      readonly type: 'number';
      /**
       * To mean 0 and deviation 1; to 0..1; by median and the width of the middle half; by sign(x) log(1 + |x|), then as
       * standard; both as standard and as log1p, two values; by its place among bins of equally many rows; or as it is. Measured
       * on the training rows. Default: `'standard'`.
       */
      readonly scale?: 'standard' | 'minMax' | 'robust' | 'log1p' | 'standardAndLog1p' | 'quantile' | 'none';
      /**
       * How many bins "quantile" makes. Each is one value: 0 below it, 1 above it, and within it how far through it the number
       * is. An integer >= 1 and <= 1000. Default: 10.
       */
      readonly bins?: number;
      /**
       * A missing cell is an error, or becomes the mean, the median or the most frequent number of the training rows, or a
       * number. "error", "mean", "median", "mostFrequent" or a number. Default: `'error'`.
       */
      readonly missing?: 'error' | 'mean' | 'median' | 'mostFrequent' | number;
      /** One more number, which is 1 where the cell was missing and else 0, if that happened among the training rows. Default: true. */
      readonly missingIndicator?: boolean;
      /** Which cells count as missing beside empty ones. A list of texts and numbers. Default: NA, NaN, null, -, ? and the like. */
      readonly missingValues?: readonly (string | number)[];
    }
  | {
      /**
       * One of some values. Becomes one 0 or 1 for each of them, or, where they are many, the number of its level in an input of
       * its own, for which an embedding learns some numbers. A value that the training rows did not have is all 0, or counts as
       * rare: where some levels are, and always in an embedding.
       */
      readonly type: 'category';
      /** The values. A list of 2 different values or more. Default: those of the training rows. */
      readonly levels?: readonly (string | number | boolean)[];
      /**
       * "oneHot" is a 0 or 1 for each level; "embedding" a list of numbers for each, which training finds. "auto" is oneHot for
       * up to 40 levels and an embedding for more, which is decided once the training rows are read: network layers that read the
       * column by name need it written. Default: `'auto'`.
       */
      readonly encoding?: 'auto' | 'oneHot' | 'embedding';
      /**
       * How many numbers the embedding has for each level. A positive integer. Default: 1.6 times the number of levels to the
       * power of 0.56, 50 at most.
       */
      readonly outputDim?: number;
      /** Adds a penalty for the numbers of the embedding to the loss, so that levels of few rows stay near each other. Default: none. */
      readonly embeddingsRegularizer?: RegularizerSpec;
      /**
       * Levels that fewer training rows have are rare: they share one place. A positive integer. Default: 1, so that none is; 2
       * in an embedding.
       */
      readonly minFrequency?: number;
      /** Only so many levels, the most frequent, have a place of their own; the others are rare. An integer >= 1. */
      readonly maxLevels?: number;
      /**
       * A missing cell is an error, a level of its own, the most frequent level of the training rows, or a level. With error,
       * empty cells alone are missing, and texts such as NA, None and - are levels; else those are missing too, but for those
       * that `levels` lists. "error", "level", "mostFrequent" or a level such as { "level": "none" }. Default: `'error'`.
       */
      readonly missing?:
        | 'error'
        | 'level'
        | 'mostFrequent'
        | {
            /** The level that a missing cell is taken for. */
            readonly level: string;
          };
      /** Which cells count as missing beside empty ones. A list of texts and numbers. Default: NA, NaN, null, -, ? and the like. */
      readonly missingValues?: readonly (string | number)[];
    }
  | {
      /** Yes or no: true/false, yes/no, y/n, t/f, on/off in small or capital letters, or 1/0. Becomes 1 or 0. */
      readonly type: 'boolean';
      /** A missing cell is an error, the more frequent answer of the training rows, or true or false. Default: `'error'`. */
      readonly missing?: 'error' | 'mostFrequent' | boolean;
      /** One more number, which is 1 where the cell was missing and else 0, if that happened among the training rows. Default: true. */
      readonly missingIndicator?: boolean;
      /** Which cells count as missing beside empty ones. A list of texts and numbers. Default: NA, NaN, null, -, ? and the like. */
      readonly missingValues?: readonly (string | number)[];
    }
  | {
      /**
       * A day or a moment: an ISO text, a text such as 31.12.2024 or 12/31/2024, a Date, or a number: 20241231, 202412, seconds
       * or milliseconds since 1970, all written in one way. Becomes what it says of the season, the week, the day, and how far
       * along it is.
       */
      readonly type: 'date';
      /**
       * The parts: "trend" and "year" are one scaled number each; the others go round, and are a sine and a cosine. "auto" takes
       * trend, dayOfYear, dayOfWeek, and hour where there are times, as far as the training rows differ in them. Default:
       * `'auto'`.
       */
      readonly parts?: 'auto' | readonly ('trend' | 'year' | 'month' | 'dayOfYear' | 'dayOfMonth' | 'dayOfWeek' | 'hour' | 'minute')[];
      /**
       * How dates are written: "DD/MM/YYYY", "DD.MM.YY", "YYYY-MM-DD hh:mm"; MMM is the English name of a month, YY a year from
       * 1969 to 2068, A is AM or PM. A pattern of YYYY (or YY), MM (or MMM) and DD, and maybe hh, mm, ss and A, such as
       * "DD.MM.YYYY". Default: what the training rows show.
       */
      readonly format?: string;
      /**
       * A missing cell is an error, or becomes the mean of each part, the median or the most frequent moment of the training
       * rows, or a date. "error", "mean", "median", "mostFrequent" or a date such as "2024-01-31". Default: `'error'`.
       */
      readonly missing?: 'error' | 'mean' | 'median' | 'mostFrequent' | string;
      /** One more number, which is 1 where the cell was missing and else 0, if that happened among the training rows. Default: true. */
      readonly missingIndicator?: boolean;
      /** Which cells count as missing beside empty ones. A list of texts and numbers. Default: NA, NaN, null, -, ? and the like. */
      readonly missingValues?: readonly (string | number)[];
    }
  | {
      /**
       * Several numbers: those of several columns, or a list in each cell ([1, 2], "[1, 2]" or "1 2"). Becomes one value for each
       * of them.
       */
      readonly type: 'vector';
      /**
       * The columns, in their order, or a pattern of their names: "pixel*" (columns that the spec names otherwise are left out).
       * A list of different column names, or a pattern such as "pixel*". Default: the column of the feature's own name, whose
       * cells are lists.
       */
      readonly columns?: string | readonly string[];
      /** How many numbers there are. A positive integer. Default: as many as the first training row has. */
      readonly length?: number;
      /** To mean 0 and deviation 1, to 0..1, or as they are; measured on the training rows. Default: `'standard'`. */
      readonly scale?: 'standard' | 'minMax' | 'none';
      /** Whether each element has a scale of its own, or all have one, as pixels should. Default: `'element'`. */
      readonly scaleBy?: 'element' | 'all';
      /**
       * A missing element (of a list in a cell: null, or nothing between commas; or the whole list) is an error, or becomes the
       * mean of the training rows, of each element by itself or of all as "scaleBy" has it, or a number. "error", "mean" or a
       * number. Default: `'error'`.
       */
      readonly missing?: 'error' | 'mean' | number;
    }
  | {
      /**
       * A list of numbers, longer or shorter from row to row ([1, 2], "[1, 2]" or "1 2"; none is an empty list). Has an input of
       * its own, [steps, 2]: each number with a 1 beside it, filled up in front with zeros, which a masking layer has others pass
       * over.
       */
      readonly type: 'sequence';
      /**
       * Steps that are kept, the last ones of longer lists. A positive integer. Default: those of the longest training row, 1000
       * at most.
       */
      readonly maxLength?: number;
      /**
       * To mean 0 and deviation 1, to 0..1, or as they are; all steps by one scale, measured on the training rows. Default:
       * `'standard'`.
       */
      readonly scale?: 'standard' | 'minMax' | 'none';
    }
  | {
      /**
       * A short text. Becomes one value for each word that is known, or for each place that words are spread over. An empty text
       * is all 0.
       */
      readonly type: 'text';
      /**
       * Whether words are learned from the training rows, or spread over places by their hash, which needs no list. Default:
       * `'vocabulary'`.
       */
      readonly encoding?: 'vocabulary' | 'hash';
      /**
       * How many words are kept, those that most training rows have; or how many places there are. A positive integer. Default:
       * `1000`.
       */
      readonly size?: number;
      /** Words that fewer training rows have are not kept. A positive integer. Default: 2. */
      readonly minFrequency?: number;
      /**
       * What a text is cut into: words (runs of letters and digits), or characters. Capital letters are made small. Default:
       * `'word'`.
       */
      readonly analyzer?: 'word' | 'character';
      /**
       * Least and greatest length of the runs of words or characters that are looked for. Two integers from 1 to 10, the lesser
       * first, such as [1, 2]. Default: `[1,1]`.
       */
      readonly ngrams?: readonly number[];
      /**
       * The share of each word, rare words counting more (of length 1 in all); how often it comes; or whether it does. Default:
       * `'tfidf'`.
       */
      readonly values?: 'tfidf' | 'count' | 'binary';
    }
  | {
      /** Not read. The data need not have the column. */
      readonly type: 'ignore';
    };

/** What the column is that the network learns to tell: a name, or an object with its arguments. */
export type TargetSpec =
  | 'number'
  | 'category'
  | 'labels'
  | 'ordinal'
  | 'quantiles'
  | 'count'
  | {
      /** A number. Answers come in the column's own units. */
      readonly type: 'number';
      /**
       * How the network sees it: with mean 0 and deviation 1, within 0..1, or as it is; log, log1p: its logarithm, or that of 1
       * more, with mean 0 and deviation 1. Measured on the training rows. What is learned as a logarithm is answered in the units
       * of the column, near the median of what may come, which is less than its mean. Default: `'standard'`.
       */
      readonly scale?: 'standard' | 'minMax' | 'none' | 'log' | 'log1p';
      /** A row without it is an error, or is left out: there is nothing to learn from it. Default: error. */
      readonly missing?: 'error' | 'leaveOut';
      /** Of several targets: how much its loss counts in the whole. A number > 0. Default: 1. */
      readonly lossWeight?: number;
    }
  | {
      /** One of a few classes. Answers are a class and the probability of each. */
      readonly type: 'category';
      /** The classes. A list of 2 different values or more. Default: those of the training rows. */
      readonly classes?: readonly (string | number | boolean)[];
      /**
       * How cells are read: "levels" as they are written; "yesNo" takes words for yes and no, in small or capital letters, true,
       * false, 1 and 0, and the classes are "no" and "yes".
       */
      readonly readAs?: 'levels' | 'yesNo';
      /**
       * How two classes are answered: by one unit, the probability of the second, or by a softmax over both. More classes have a
       * softmax. Default: sigmoid for two classes.
       */
      readonly head?: 'sigmoid' | 'softmax';
      /** A row without it is an error, or is left out: there is nothing to learn from it. Default: error. */
      readonly missing?: 'error' | 'leaveOut';
      /** Of several targets: how much its loss counts in the whole. A number > 0. Default: 1. */
      readonly lossWeight?: number;
    }
  | {
      /**
       * Any number of labels at once, or none. Cells are lists, or texts such as "red|round". Answers are the labels that are
       * more likely than not, and the probability of each.
       */
      readonly type: 'labels';
      /** The labels. A list of 2 different values or more. Default: those of the training rows. */
      readonly classes?: readonly (string | number | boolean)[];
      /** What stands between the labels of a text. A text that is not empty. Default: `'|'`. */
      readonly separator?: string;
      /** Of several targets: how much its loss counts in the whole. A number > 0. Default: 1. */
      readonly lossWeight?: number;
    }
  | {
      /**
       * One of a few classes that have an order, so that a near miss is better than a far one. Answers are a class and the
       * probability of each.
       */
      readonly type: 'ordinal';
      /**
       * The classes, the least first. A list of 2 different values or more. Default: those of the training rows, where all are
       * numbers.
       */
      readonly classes?: readonly (string | number | boolean)[];
      /** A row without it is an error, or is left out: there is nothing to learn from it. Default: error. */
      readonly missing?: 'error' | 'leaveOut';
      /** Of several targets: how much its loss counts in the whole. A number > 0. Default: 1. */
      readonly lossWeight?: number;
    }
  | {
      /**
       * A number with its spread: what a share of the rows lies below, for several shares (Koenker and Bassett 1978). Answers are
       * the median and each quantile, in the column's own units and rising.
       */
      readonly type: 'quantiles';
      /**
       * The shares, rising; 0.5, the median, is the answer itself. A rising list of numbers between 0 and 1, with 0.5 among them.
       * Default: `[0.1,0.5,0.9]`.
       */
      readonly quantiles?: readonly number[];
      /**
       * How the network sees it: with mean 0 and deviation 1, within 0..1, or as it is; log, log1p: its logarithm, or that of 1
       * more, with mean 0 and deviation 1. Measured on the training rows. What is learned as a logarithm is answered in the units
       * of the column, near the median of what may come, which is less than its mean. Default: `'standard'`.
       */
      readonly scale?: 'standard' | 'minMax' | 'none' | 'log' | 'log1p';
      /** A row without it is an error, or is left out: there is nothing to learn from it. Default: error. */
      readonly missing?: 'error' | 'leaveOut';
      /** Of several targets: how much its loss counts in the whole. A number > 0. Default: 1. */
      readonly lossWeight?: number;
    }
  | {
      /** How often something comes, a whole number from 0 on, by Poisson regression. Answers are the expected count, a number above 0. */
      readonly type: 'count';
      /** A row without it is an error, or is left out: there is nothing to learn from it. Default: error. */
      readonly missing?: 'error' | 'leaveOut';
      /** Of several targets: how much its loss counts in the whole. A number > 0. Default: 1. */
      readonly lossWeight?: number;
    };

/** What one step of rnn does: a cell, or a list of cells that read one another. */
export type CellSpec =
  | {
      /** activation(x . kernel + state . recurrent kernel + bias) (Elman 1990). */
      readonly type: 'simpleRNNCell';
      /** Length of the state, and of what comes out at each step. */
      readonly units: number;
      /** Applied to what goes into the state. Default: `'tanh'`. */
      readonly activation?: Activation;
      /** Adds a bias for each unit. Default: `true`. */
      readonly useBias?: boolean;
      /** How the kernel begins. Default: `'glorotNormal'`. */
      readonly kernelInitializer?: InitializerSpec;
      /** Adds a penalty for the kernel to the loss. */
      readonly kernelRegularizer?: RegularizerSpec;
      /** Keeps the kernel in bounds after each step. */
      readonly kernelConstraint?: ConstraintSpec;
      /** How the recurrent kernel begins. Default: `'orthogonal'`. */
      readonly recurrentInitializer?: InitializerSpec;
      /** Adds a penalty for the recurrent kernel to the loss. */
      readonly recurrentRegularizer?: RegularizerSpec;
      /** Keeps the recurrent kernel in bounds after each step. */
      readonly recurrentConstraint?: ConstraintSpec;
      /** How the bias begins. Default: `'zeros'`. */
      readonly biasInitializer?: InitializerSpec;
      /** Adds a penalty for the bias to the loss. */
      readonly biasRegularizer?: RegularizerSpec;
      /** Keeps the bias in bounds after each step. */
      readonly biasConstraint?: ConstraintSpec;
      /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
      readonly dropout?: number;
      /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
      readonly recurrentDropout?: number;
      /** Whether training changes its weights. Default: `true`. */
      readonly trainable?: boolean;
    }
  | {
      /** Gated recurrent unit (Cho et al. 2014). */
      readonly type: 'gruCell';
      /** Length of the state, and of what comes out at each step. */
      readonly units: number;
      /** Applied to what goes into the state. Default: `'tanh'`. */
      readonly activation?: Activation;
      /** Adds a bias for each unit. Default: `true`. */
      readonly useBias?: boolean;
      /** How the kernel begins. Default: `'glorotNormal'`. */
      readonly kernelInitializer?: InitializerSpec;
      /** Adds a penalty for the kernel to the loss. */
      readonly kernelRegularizer?: RegularizerSpec;
      /** Keeps the kernel in bounds after each step. */
      readonly kernelConstraint?: ConstraintSpec;
      /** How the recurrent kernel begins. Default: `'orthogonal'`. */
      readonly recurrentInitializer?: InitializerSpec;
      /** Adds a penalty for the recurrent kernel to the loss. */
      readonly recurrentRegularizer?: RegularizerSpec;
      /** Keeps the recurrent kernel in bounds after each step. */
      readonly recurrentConstraint?: ConstraintSpec;
      /** How the bias begins. Default: `'zeros'`. */
      readonly biasInitializer?: InitializerSpec;
      /** Adds a penalty for the bias to the loss. */
      readonly biasRegularizer?: RegularizerSpec;
      /** Keeps the bias in bounds after each step. */
      readonly biasConstraint?: ConstraintSpec;
      /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
      readonly dropout?: number;
      /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
      readonly recurrentDropout?: number;
      /** Applied to the gates. Default: `'hardSigmoid'`. */
      readonly recurrentActivation?: Activation;
      /** How Keras would compute it. TF.js always computes as for 2. */
      readonly implementation?: 1 | 2;
      /** Whether the reset gate is applied after the product with the recurrent kernel. Default: `false`. */
      readonly resetAfter?: false;
      /** Whether training changes its weights. Default: `true`. */
      readonly trainable?: boolean;
    }
  | {
      /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
      readonly type: 'lstmCell';
      /** Length of the state, and of what comes out at each step. */
      readonly units: number;
      /** Applied to what goes into the state. Default: `'tanh'`. */
      readonly activation?: Activation;
      /** Adds a bias for each unit. Default: `true`. */
      readonly useBias?: boolean;
      /** How the kernel begins. Default: `'glorotNormal'`. */
      readonly kernelInitializer?: InitializerSpec;
      /** Adds a penalty for the kernel to the loss. */
      readonly kernelRegularizer?: RegularizerSpec;
      /** Keeps the kernel in bounds after each step. */
      readonly kernelConstraint?: ConstraintSpec;
      /** How the recurrent kernel begins. Default: `'orthogonal'`. */
      readonly recurrentInitializer?: InitializerSpec;
      /** Adds a penalty for the recurrent kernel to the loss. */
      readonly recurrentRegularizer?: RegularizerSpec;
      /** Keeps the recurrent kernel in bounds after each step. */
      readonly recurrentConstraint?: ConstraintSpec;
      /** How the bias begins. Default: `'zeros'`. */
      readonly biasInitializer?: InitializerSpec;
      /** Adds a penalty for the bias to the loss. */
      readonly biasRegularizer?: RegularizerSpec;
      /** Keeps the bias in bounds after each step. */
      readonly biasConstraint?: ConstraintSpec;
      /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
      readonly dropout?: number;
      /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
      readonly recurrentDropout?: number;
      /** Applied to the gates. Default: `'hardSigmoid'`. */
      readonly recurrentActivation?: Activation;
      /** How Keras would compute it. TF.js always computes as for 2. */
      readonly implementation?: 1 | 2;
      /**
       * Lets the bias of the forget gate begin at 1 (Jozefowicz et al. 2015, section 2.2). Keras does so by default, TF.js does
       * not. Default: `false`.
       */
      readonly unitForgetBias?: boolean;
      /** Whether training changes its weights. Default: `true`. */
      readonly trainable?: boolean;
    }
  | {
      /** Several cells, each reading what the one before gives. */
      readonly type: 'stackedRNNCells';
      /** The cells, first to last. */
      readonly cells: readonly (
        | {
            /** activation(x . kernel + state . recurrent kernel + bias) (Elman 1990). */
            readonly type: 'simpleRNNCell';
            /** Length of the state, and of what comes out at each step. */
            readonly units: number;
            /** Applied to what goes into the state. Default: `'tanh'`. */
            readonly activation?: Activation;
            /** Adds a bias for each unit. Default: `true`. */
            readonly useBias?: boolean;
            /** How the kernel begins. Default: `'glorotNormal'`. */
            readonly kernelInitializer?: InitializerSpec;
            /** Adds a penalty for the kernel to the loss. */
            readonly kernelRegularizer?: RegularizerSpec;
            /** Keeps the kernel in bounds after each step. */
            readonly kernelConstraint?: ConstraintSpec;
            /** How the recurrent kernel begins. Default: `'orthogonal'`. */
            readonly recurrentInitializer?: InitializerSpec;
            /** Adds a penalty for the recurrent kernel to the loss. */
            readonly recurrentRegularizer?: RegularizerSpec;
            /** Keeps the recurrent kernel in bounds after each step. */
            readonly recurrentConstraint?: ConstraintSpec;
            /** How the bias begins. Default: `'zeros'`. */
            readonly biasInitializer?: InitializerSpec;
            /** Adds a penalty for the bias to the loss. */
            readonly biasRegularizer?: RegularizerSpec;
            /** Keeps the bias in bounds after each step. */
            readonly biasConstraint?: ConstraintSpec;
            /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
            readonly dropout?: number;
            /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
            readonly recurrentDropout?: number;
            /** Whether training changes its weights. Default: `true`. */
            readonly trainable?: boolean;
          }
        | {
            /** Gated recurrent unit (Cho et al. 2014). */
            readonly type: 'gruCell';
            /** Length of the state, and of what comes out at each step. */
            readonly units: number;
            /** Applied to what goes into the state. Default: `'tanh'`. */
            readonly activation?: Activation;
            /** Adds a bias for each unit. Default: `true`. */
            readonly useBias?: boolean;
            /** How the kernel begins. Default: `'glorotNormal'`. */
            readonly kernelInitializer?: InitializerSpec;
            /** Adds a penalty for the kernel to the loss. */
            readonly kernelRegularizer?: RegularizerSpec;
            /** Keeps the kernel in bounds after each step. */
            readonly kernelConstraint?: ConstraintSpec;
            /** How the recurrent kernel begins. Default: `'orthogonal'`. */
            readonly recurrentInitializer?: InitializerSpec;
            /** Adds a penalty for the recurrent kernel to the loss. */
            readonly recurrentRegularizer?: RegularizerSpec;
            /** Keeps the recurrent kernel in bounds after each step. */
            readonly recurrentConstraint?: ConstraintSpec;
            /** How the bias begins. Default: `'zeros'`. */
            readonly biasInitializer?: InitializerSpec;
            /** Adds a penalty for the bias to the loss. */
            readonly biasRegularizer?: RegularizerSpec;
            /** Keeps the bias in bounds after each step. */
            readonly biasConstraint?: ConstraintSpec;
            /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
            readonly dropout?: number;
            /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
            readonly recurrentDropout?: number;
            /** Applied to the gates. Default: `'hardSigmoid'`. */
            readonly recurrentActivation?: Activation;
            /** How Keras would compute it. TF.js always computes as for 2. */
            readonly implementation?: 1 | 2;
            /** Whether the reset gate is applied after the product with the recurrent kernel. Default: `false`. */
            readonly resetAfter?: false;
            /** Whether training changes its weights. Default: `true`. */
            readonly trainable?: boolean;
          }
        | {
            /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
            readonly type: 'lstmCell';
            /** Length of the state, and of what comes out at each step. */
            readonly units: number;
            /** Applied to what goes into the state. Default: `'tanh'`. */
            readonly activation?: Activation;
            /** Adds a bias for each unit. Default: `true`. */
            readonly useBias?: boolean;
            /** How the kernel begins. Default: `'glorotNormal'`. */
            readonly kernelInitializer?: InitializerSpec;
            /** Adds a penalty for the kernel to the loss. */
            readonly kernelRegularizer?: RegularizerSpec;
            /** Keeps the kernel in bounds after each step. */
            readonly kernelConstraint?: ConstraintSpec;
            /** How the recurrent kernel begins. Default: `'orthogonal'`. */
            readonly recurrentInitializer?: InitializerSpec;
            /** Adds a penalty for the recurrent kernel to the loss. */
            readonly recurrentRegularizer?: RegularizerSpec;
            /** Keeps the recurrent kernel in bounds after each step. */
            readonly recurrentConstraint?: ConstraintSpec;
            /** How the bias begins. Default: `'zeros'`. */
            readonly biasInitializer?: InitializerSpec;
            /** Adds a penalty for the bias to the loss. */
            readonly biasRegularizer?: RegularizerSpec;
            /** Keeps the bias in bounds after each step. */
            readonly biasConstraint?: ConstraintSpec;
            /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
            readonly dropout?: number;
            /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
            readonly recurrentDropout?: number;
            /** Applied to the gates. Default: `'hardSigmoid'`. */
            readonly recurrentActivation?: Activation;
            /** How Keras would compute it. TF.js always computes as for 2. */
            readonly implementation?: 1 | 2;
            /**
             * Lets the bias of the forget gate begin at 1 (Jozefowicz et al. 2015, section 2.2). Keras does so by default, TF.js does
             * not. Default: `false`.
             */
            readonly unitForgetBias?: boolean;
            /** Whether training changes its weights. Default: `true`. */
            readonly trainable?: boolean;
          }
      )[];
      /** Whether training changes its weights. Default: `true`. */
      readonly trainable?: boolean;
    }
  | readonly (
      | {
          /** activation(x . kernel + state . recurrent kernel + bias) (Elman 1990). */
          readonly type: 'simpleRNNCell';
          /** Length of the state, and of what comes out at each step. */
          readonly units: number;
          /** Applied to what goes into the state. Default: `'tanh'`. */
          readonly activation?: Activation;
          /** Adds a bias for each unit. Default: `true`. */
          readonly useBias?: boolean;
          /** How the kernel begins. Default: `'glorotNormal'`. */
          readonly kernelInitializer?: InitializerSpec;
          /** Adds a penalty for the kernel to the loss. */
          readonly kernelRegularizer?: RegularizerSpec;
          /** Keeps the kernel in bounds after each step. */
          readonly kernelConstraint?: ConstraintSpec;
          /** How the recurrent kernel begins. Default: `'orthogonal'`. */
          readonly recurrentInitializer?: InitializerSpec;
          /** Adds a penalty for the recurrent kernel to the loss. */
          readonly recurrentRegularizer?: RegularizerSpec;
          /** Keeps the recurrent kernel in bounds after each step. */
          readonly recurrentConstraint?: ConstraintSpec;
          /** How the bias begins. Default: `'zeros'`. */
          readonly biasInitializer?: InitializerSpec;
          /** Adds a penalty for the bias to the loss. */
          readonly biasRegularizer?: RegularizerSpec;
          /** Keeps the bias in bounds after each step. */
          readonly biasConstraint?: ConstraintSpec;
          /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
          readonly dropout?: number;
          /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
          readonly recurrentDropout?: number;
          /** Whether training changes its weights. Default: `true`. */
          readonly trainable?: boolean;
        }
      | {
          /** Gated recurrent unit (Cho et al. 2014). */
          readonly type: 'gruCell';
          /** Length of the state, and of what comes out at each step. */
          readonly units: number;
          /** Applied to what goes into the state. Default: `'tanh'`. */
          readonly activation?: Activation;
          /** Adds a bias for each unit. Default: `true`. */
          readonly useBias?: boolean;
          /** How the kernel begins. Default: `'glorotNormal'`. */
          readonly kernelInitializer?: InitializerSpec;
          /** Adds a penalty for the kernel to the loss. */
          readonly kernelRegularizer?: RegularizerSpec;
          /** Keeps the kernel in bounds after each step. */
          readonly kernelConstraint?: ConstraintSpec;
          /** How the recurrent kernel begins. Default: `'orthogonal'`. */
          readonly recurrentInitializer?: InitializerSpec;
          /** Adds a penalty for the recurrent kernel to the loss. */
          readonly recurrentRegularizer?: RegularizerSpec;
          /** Keeps the recurrent kernel in bounds after each step. */
          readonly recurrentConstraint?: ConstraintSpec;
          /** How the bias begins. Default: `'zeros'`. */
          readonly biasInitializer?: InitializerSpec;
          /** Adds a penalty for the bias to the loss. */
          readonly biasRegularizer?: RegularizerSpec;
          /** Keeps the bias in bounds after each step. */
          readonly biasConstraint?: ConstraintSpec;
          /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
          readonly dropout?: number;
          /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
          readonly recurrentDropout?: number;
          /** Applied to the gates. Default: `'hardSigmoid'`. */
          readonly recurrentActivation?: Activation;
          /** How Keras would compute it. TF.js always computes as for 2. */
          readonly implementation?: 1 | 2;
          /** Whether the reset gate is applied after the product with the recurrent kernel. Default: `false`. */
          readonly resetAfter?: false;
          /** Whether training changes its weights. Default: `true`. */
          readonly trainable?: boolean;
        }
      | {
          /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
          readonly type: 'lstmCell';
          /** Length of the state, and of what comes out at each step. */
          readonly units: number;
          /** Applied to what goes into the state. Default: `'tanh'`. */
          readonly activation?: Activation;
          /** Adds a bias for each unit. Default: `true`. */
          readonly useBias?: boolean;
          /** How the kernel begins. Default: `'glorotNormal'`. */
          readonly kernelInitializer?: InitializerSpec;
          /** Adds a penalty for the kernel to the loss. */
          readonly kernelRegularizer?: RegularizerSpec;
          /** Keeps the kernel in bounds after each step. */
          readonly kernelConstraint?: ConstraintSpec;
          /** How the recurrent kernel begins. Default: `'orthogonal'`. */
          readonly recurrentInitializer?: InitializerSpec;
          /** Adds a penalty for the recurrent kernel to the loss. */
          readonly recurrentRegularizer?: RegularizerSpec;
          /** Keeps the recurrent kernel in bounds after each step. */
          readonly recurrentConstraint?: ConstraintSpec;
          /** How the bias begins. Default: `'zeros'`. */
          readonly biasInitializer?: InitializerSpec;
          /** Adds a penalty for the bias to the loss. */
          readonly biasRegularizer?: RegularizerSpec;
          /** Keeps the bias in bounds after each step. */
          readonly biasConstraint?: ConstraintSpec;
          /** Share of the values that come in that is set to 0 while training, the same at each step. Default: `0`. */
          readonly dropout?: number;
          /** Share of the state that is set to 0 while training, the same at each step. Default: `0`. */
          readonly recurrentDropout?: number;
          /** Applied to the gates. Default: `'hardSigmoid'`. */
          readonly recurrentActivation?: Activation;
          /** How Keras would compute it. TF.js always computes as for 2. */
          readonly implementation?: 1 | 2;
          /**
           * Lets the bias of the forget gate begin at 1 (Jozefowicz et al. 2015, section 2.2). Keras does so by default, TF.js does
           * not. Default: `false`.
           */
          readonly unitForgetBias?: boolean;
          /** Whether training changes its weights. Default: `true`. */
          readonly trainable?: boolean;
        }
    )[];

/** The values of a weight, nested as deep as it has axes. */
export type NestedNumbers = readonly (number | NestedNumbers)[];
