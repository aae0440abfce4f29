package dev.lanewise.engine.text;

/**
 * A value that is what its attributes say: values with equal attributes are equal. Immutable.
 */
public abstract class Described {

    /** {@return what it is made of, to compare} */
    public abstract Attributes attributes();

    @Override
    public final boolean equals(Object other) {
        return other instanceof Described that && attributes().equals(that.attributes());
    }

    @Override
    public final int hashCode() {
        return attributes().hashCode();
    }

    @Override
    public final String toString() {
        return attributes().toString();
    }
}
