package dev.lanewise.engine.nn;

/** A layer that is what its attributes say: layers of one type with equal attributes are equal. */
abstract sealed class DescribedLayer implements UnaryLayer
        permits Convolution, Pooling, BatchNorm, CustomLayer {

    @Override
    public final boolean equals(Object other) {
        return other instanceof DescribedLayer that && type().equals(that.type())
                && attributes().equals(that.attributes());
    }

    @Override
    public final int hashCode() {
        return 31 * type().hashCode() + attributes().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + attributes();
    }
}
