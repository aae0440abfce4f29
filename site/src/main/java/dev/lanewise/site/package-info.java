/** The documentation site: the pages of the project as HTML, its Javadoc, and a check of all links. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.site;
