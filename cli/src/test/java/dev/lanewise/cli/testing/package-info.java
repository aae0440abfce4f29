/** What the command line's tests share. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.testing;
