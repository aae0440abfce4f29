/** Looking at the images of a data set. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.show;
