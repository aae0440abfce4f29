/** What a release must be before it leaves the house. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.release;
