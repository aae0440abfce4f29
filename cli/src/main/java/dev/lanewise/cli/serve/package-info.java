/** A model as a server: a page to draw on, the Open Inference Protocol, pictures, metrics. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.serve;
