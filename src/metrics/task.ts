/**
 * What a network answers: the probability of the second of two classes, one probability for each class, that of each of several
 * labels, probabilities of classes in an order, numbers, quantiles of a number, or expected counts.
 */
export type Task = 'binary' | 'multiclass' | 'labels' | 'ordinal' | 'regression' | 'quantiles' | 'count';
