/** Training as the command line does it: recipes, settings, data, one run. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.train;
