/** What reaches the user's terminal: streams, colour, numbers, tables, progress. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.terminal;
