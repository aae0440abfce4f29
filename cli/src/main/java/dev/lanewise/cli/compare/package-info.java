/** What differs between runs, and whether it exceeds noise. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.compare;
