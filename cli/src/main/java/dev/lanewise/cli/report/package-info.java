/** What is shown of a run or an evaluation: tables, pictures, and a page that holds them all. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.report;
