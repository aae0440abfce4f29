package dev.lanewise.engine.backend;

/**
 * A convolution and the pooling of its maps as one: the maps between the two are never stored whole.
 * The results are those of the one and then the other, to the bit.
 *
 * @param convolution the convolution, with padding 0; its output maps are those that are not stored
 * @param pool the pooling, which reads them, by windows that lie whole on them
 */
public record PooledConvolutionShape(ConvolutionShape convolution, PoolShape pool) {

    /** Checks that the two fit together. */
    public PooledConvolutionShape {
        convolution.inPlace();
        if (!pool.in().equals(convolution.out())) {
            throw new IllegalArgumentException("The pooling of a convolution must read its maps "
                    + convolution.out() + "; you gave " + pool.in() + ".");
        }
        if (!pool.isWhole()) {
            throw new IllegalArgumentException("The pooling of a convolution must have windows that"
                    + " lie whole on its maps; you gave " + pool.rows() + " and " + pool.columns()
                    + "; pool by itself.");
        }
    }
}
