/** {@code bench}: what is measured, and how it is told: as a table, as JSON, as a roofline chart. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.bench;
