package dev.lanewise.engine.nn;

/**
 * A layer that the core of the engine doesn't know: it brings its own computation. The engine keeps this
 * door for itself, so a layer of a program is refused when its network is compiled.
 *
 * @since 0.1.0
 */
public non-sealed interface LayerExtension extends UnaryLayer {}
