/** The commands with their options. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.command;
