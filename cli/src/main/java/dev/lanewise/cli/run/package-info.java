/** Run folders and the files in them. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.run;
