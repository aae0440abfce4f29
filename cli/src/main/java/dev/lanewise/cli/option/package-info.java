/** What a training can be told: the table of its options, their values, and recipes of them. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.option;
