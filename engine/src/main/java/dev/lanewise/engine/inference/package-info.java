/** A network on whole data sets, tile by tile on a team of workers. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.inference;
