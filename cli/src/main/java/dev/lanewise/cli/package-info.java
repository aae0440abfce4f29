/** The command line: entry point, exit codes, and how errors are told. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli;
