package dev.lanewise.engine.backend;

/**
 * An elementwise function with its parameters.
 *
 * @param function which one
 * @param a its first parameter; 0 where it has none
 * @param b its second parameter; 0 where it has none
 */
public record Elementwise(ActivationFunction function, float a, float b) {

    /** A function without parameters. */
    public static Elementwise of(ActivationFunction function) {
        return new Elementwise(function, 0, 0);
    }
}
