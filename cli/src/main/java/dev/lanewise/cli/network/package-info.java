/** The networks that the command line can train: named ones, and the user's own in a line or a file. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.network;
