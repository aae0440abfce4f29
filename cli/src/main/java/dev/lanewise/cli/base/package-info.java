/** What all commands share: their context, exit codes, failures, and spellings. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.base;
