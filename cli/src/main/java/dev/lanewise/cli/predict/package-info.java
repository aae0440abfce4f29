/** The digit in any picture: reading it, predicting it, telling it. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.predict;
