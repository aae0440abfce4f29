package dev.lanewise.cli.train;

/**
 * What keeps the network from fitting the training images too closely, beside weight decay.
 *
 * @param augmentation how images are distorted
 * @param corruption share of the training images that are damaged; 0 for none
 * @param outliers images of non-digits that are trained on, too; 0 for none
 * @param labelSmoothing share of a label's probability that is spread over all classes; 0 for none
 * @param ema decay of the moving average of the weights a step; 0 for none
 * @param patience epochs without better validation after which training ends; 0 for never
 */
public record Regularization(AugmentationKind augmentation, double corruption, int outliers,
        double labelSmoothing, double ema, int patience) {}
