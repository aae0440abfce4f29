/**
 * What a network is: immutable descriptions of layers, shapes and parameters. Nothing here
 * computes.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.nn;
