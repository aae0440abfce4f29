/** Models in the formats of other programs. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.export;
