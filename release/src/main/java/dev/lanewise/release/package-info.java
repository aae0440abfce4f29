/** What a release must be before it leaves the house. */
@NullMarked
package dev.lanewise.release;

import org.jspecify.annotations.NullMarked;
